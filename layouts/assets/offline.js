/* Keeps the last reports that were opened, with what they are made of, for
   reading without a network, and says of a copy when it was made. worker.js
   shows them. Without this file nothing is kept. */
(async () => {
  const { worker, home } = document.currentScript.dataset;
  const { documentElement: root, body } = document;
  const scope = location.origin + home;
  const pages = 20, parts = 100;
  const note = document.getElementById("_copy");
  const { copy } = root.dataset;
  if (copy && note) {
    const { content } = note;
    const time = new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : root.lang, { calendar: "gregory", dateStyle: "long", timeStyle: "short" });
    content.firstChild.textContent = content.firstChild.textContent.replace("{t}", time.format(new Date(copy)));
    document.querySelector("main").prepend(content);
  }
  try {
    const list = document.getElementById("_kept-list");
    if (list) {
      const kept = await caches.open(scope + "read");
      const lines = await Promise.all((await kept.keys()).reverse().map(async (request) => {
        const page = new DOMParser().parseFromString(await (await kept.match(request)).text(), "text/html");
        const line = document.createElement("li"), link = document.createElement("a");
        link.href = request.url;
        link.lang = page.documentElement.lang;
        link.dir = "auto";
        link.textContent = page.querySelector("h1").textContent;
        line.append(link);
        return line;
      }));
      if (lines.length) list.replaceChildren(...lines);
    }
    await navigator.serviceWorker.register(worker, { scope: home });
    if (copy || !body.matches(".kind-article")) return;
    const put = async (name, most, address, change) => {
      const answer = await fetch(address, { cache: "force-cache" });
      if (!answer.ok) return;
      const cache = await caches.open(scope + name);
      await cache.delete(address);
      await cache.put(address, change ? new Response(change(await answer.text()), answer) : answer);
      for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old);
    };
    await put("read", pages, location.pathname, (text) => text.replace("<html", `<html data-copy="${new Date().toISOString()}"`));
    for (const { name } of performance.getEntriesByType("resource")) if (name.startsWith(scope)) await put("parts", parts, name);
    root.dataset.kept = "";
  } catch { /* nothing can be kept */ }
})();
