/* Puts a player in the stead of a link once a reader presses it, and asks its
   host for nothing before. Without this file the link leads to the page. */
for (const figure of document.querySelectorAll("[data-src]")) {
  const room = figure.firstElementChild;
  const link = room.firstElementChild;
  link.onclick = ({ ctrlKey, metaKey, shiftKey, altKey }) => {
    if (ctrlKey || metaKey || shiftKey || altKey) return true;
    const frame = document.createElement("iframe");
    frame.title = link.textContent;
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation";
    frame.allow = "fullscreen; picture-in-picture; encrypted-media";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = figure.dataset.src;
    link.onclick = null;
    room.replaceChildren(frame);
    figure.lastElementChild.prepend(link, " ");
    frame.focus();
    return false;
  };
}
