/* Search without a server: reads the index that the search page names, and
   shows what fits the words in the address or in the box. Without this file
   the page still leads to everything by topic and by year. */
(() => {
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const box = form.elements.q;
  const list = document.getElementById("_search-results");
  const status = document.getElementById("_search-count");
  const lang = document.documentElement.lang;
  const most = 50;

  /* Letters that readers take as one: case, accents and vowel signs go, Arabic
     yeh and kaf become Persian ones, joiners and tatweel go. */
  const fold = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[\p{M}\u200c\u200d\u0640]/gu, "")
    .replace(/[\u064a\u0649]/g, "\u06cc").replace(/\u0643/g, "\u06a9");
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

  /* How well one word fits a field: the whole word, its start, or not. */
  const fit = (word, field) => field.reduce((best, w) =>
    Math.max(best, w === word ? 1 : w.startsWith(word) ? 0.6 : 0), 0);

  const prepare = (item, kind) => ({
    item, kind,
    fields: [[10, split(item.h)], [5, split([...(item.t || []), ...(item.n || [])].join(" "))], [2, split(item.s || "")]],
  });

  let reading;
  const read = () => reading ||= fetch(form.dataset.index)
    .then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status))
    .then((index) => [
      ...(index.articles || []).map((item) => prepare(item, "")),
      ...(index.events || []).map((item) => prepare(item, form.dataset.event)),
    ])
    .catch((fault) => { reading = undefined; throw fault; });

  const find = (entries, words) => {
    const found = [];
    for (const entry of entries) {
      let score = 0;
      for (const word of words) {
        const points = entry.fields.reduce((sum, [weight, field]) => sum + weight * fit(word, field), 0);
        if (!points) { score = 0; break; }
        score += points;
      }
      if (score) found.push({ ...entry, score });
    }
    return found.sort((a, b) => b.score - a.score || (a.item.d < b.item.d ? 1 : a.item.d > b.item.d ? -1 : 0));
  };

  /* The text with the words that were looked for in <mark>. */
  const marked = (into, text, words) => {
    for (const part of text.split(/([\p{L}\p{N}\p{M}\u200c\u200d]+)/u)) {
      const folded = fold(part);
      if (folded && words.some((word) => folded.startsWith(word))) {
        const mark = document.createElement("mark");
        mark.textContent = part;
        into.append(mark);
      } else {
        into.append(part);
      }
    }
    return into;
  };

  const element = (name, className) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    return made;
  };

  const row = ({ item, kind }, words) => {
    const line = element("li");
    const name = element("p", "item-name");
    const link = element("a");
    link.href = item.u;
    link.dir = "auto";
    if (item.l) link.lang = item.l;
    name.append(marked(link, item.h, words));
    line.append(name);
    if (item.s) {
      const note = marked(element("p", "item-note"), item.s, words);
      note.dir = "auto";
      line.append(note);
    }
    const facts = element("p", "item-facts");
    const time = element("time");
    time.dateTime = item.d || "";
    time.textContent = item.w || item.d || "";
    for (const part of [kind, ...(item.t || [])].filter(Boolean)) {
      const span = element("span");
      span.textContent = part;
      facts.append(span, " ");
    }
    const when = element("span");
    when.append(time);
    facts.append(when);
    line.append(facts);
    return line;
  };

  let turn = 0;
  const show = async (query) => {
    const mine = ++turn;
    const words = [...new Set(split(query))];
    if (!words.length) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    let found;
    try {
      found = find(await read(), words);
    } catch {
      if (mine === turn) status.textContent = form.dataset.failed;
      return;
    }
    if (mine !== turn) return;
    list.replaceChildren(...found.slice(0, most).map((entry) => row(entry, words)));
    status.textContent = found.length
      ? form.dataset.found.replace("{n}", new Intl.NumberFormat(lang).format(found.length))
      : form.dataset.none;
  };

  const asked = () => new URLSearchParams(location.search).get("q") || "";
  const remember = (step) => {
    const address = new URL(location);
    if (box.value) address.searchParams.set("q", box.value); else address.searchParams.delete("q");
    history[step](null, "", address);
  };

  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { remember("replaceState"); show(box.value); }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    if (box.value !== asked()) remember("pushState");
    show(box.value);
  });
  addEventListener("popstate", () => { box.value = asked(); show(box.value); });

  form.hidden = false;
  box.value = asked();
  show(box.value);
})();
