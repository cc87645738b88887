/* Passes a report on by what the reader's device offers, or copies its address.
   Without this file the plain links to other places remain. */
(() => {
  const buttons = document.querySelectorAll(".share-more button");
  for (const button of buttons) {
    const { copy, share, title, done, failed } = button.dataset;
    const line = button.parentElement;
    if (copy ? !navigator.clipboard : !navigator.share) { line.remove(); continue; }
    button.addEventListener("click", async () => {
      const status = line.querySelector("[role=status]");
      try {
        await (copy ? navigator.clipboard.writeText(copy) : navigator.share({ title, url: share }));
        if (status) status.textContent = done;
      } catch {
        if (status) status.textContent = failed;
      }
    });
    line.classList.add("is-ready");
  }
})();
