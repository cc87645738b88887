/* Marks what came out since the reader's last visit. When that was is kept in
   this browser alone; a visit is over half an hour after its last page. Nothing
   is marked on a first visit, or where the browser keeps nothing. Without this
   file no page is marked. */
(() => {
  const key = "since " + document.currentScript.dataset.home;
  const template = document.getElementById("_since");
  const now = Date.now();

  const read = () => {
    try {
      const [last, seen, off] = JSON.parse(localStorage.getItem(key));
      return { last: +last || 0, seen: Math.min(seen, now) || 0, off };
    } catch {
      return { last: 0, seen: 0 };
    }
  };
  const write = (change) => {
    const { last, off } = { ...read(), ...change };
    try { localStorage.setItem(key, JSON.stringify([last, Date.now(), off])); } catch { /* nothing is kept */ }
  };
  let { last, seen, off } = read();
  if (now - seen > 18e5) last = seen;
  write({ last });
  addEventListener("visibilitychange", () => write());
  if (!template || !last) return;

  const { content, dataset, parentElement: room } = template;
  const [text, button, badge] = content.children;
  const lang = document.documentElement.lang;
  const say = (words, label, act) => {
    text.textContent = words;
    button.textContent = label;
    button.onclick = act;
    room.append(text, button);
  };

  const sentence = (n) => {
    const day = new Date(last).toDateString() === new Date(now).toDateString() ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
      : now - last < 5184e5 ? { weekday: "long" } : { day: "numeric", month: "long" };
    const form = (name) => content.querySelector(`[data-form=${name}]`);
    return (form(new Intl.PluralRules(lang).select(n)) || form("other")).textContent
      .replace("{n}", new Intl.NumberFormat(lang).format(n))
      .replace("{d}", new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { calendar: "gregory", ...day }).format(last));
  };

  const mark = () => {
    const names = new Set();
    for (const item of document.querySelectorAll("main .card, main [data-reported]")) {
      const stamp = item.dataset.reported || item.querySelector("[data-ago]")?.dateTime;
      if (!(Date.parse(stamp) > last)) continue;
      names.add(item.querySelector("h3, .brief-headline")?.textContent);
      (item.querySelector(".card-facts, .brief-date, .entry-date") || item).append(" ", badge.cloneNode(true));
    }
    if (names.size) say(sentence(names.size), dataset.clear, clear);
  };
  const clear = () => {
    for (const badge of document.querySelectorAll(".badge-new")) badge.remove();
    write({ last: last = Date.now() });
    say(dataset.cleared, dataset.stop, stop);
  };
  const stop = () => {
    write({ off: 1 });
    say("", dataset.again, () => { write({ off: 0 }); say(dataset.cleared, dataset.stop, stop); });
  };
  if (off) stop(); else mark();
})();
