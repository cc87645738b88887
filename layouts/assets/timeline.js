/* Lets a reader combine filters on a page that holds a whole timeline. The form
   and all words are in the page's <template>; what can be chosen is read from
   the entries: a fieldset offers the facts that stand under the words of its
   legend. What is chosen is in the address. Without this file the page has its
   plain links, each to a page that is narrowed to one name. */
(() => {
  const template = document.getElementById("_choose");
  const entries = [...document.querySelectorAll("main .entry")];
  const worthwhile = 5;
  if (!template || entries.length < worthwhile) return;
  const room = template.parentElement;
  room.append(template.content);
  const details = room.querySelector("details");
  const form = room.querySelector("form");
  const status = room.querySelector("[role=status]");
  const all = room.querySelector("button");
  const fieldsets = [...form.querySelectorAll("fieldset")];
  const gaps = document.querySelectorAll(".gap");
  const groups = document.querySelectorAll("main .group");
  const marks = document.querySelectorAll(".drawing a[href^='#']");
  const files = document.querySelector(".shown-files");
  const number = new Intl.NumberFormat(document.documentElement.lang.replace(/^ar$/, "$&-u-nu-arab"));

  /* Letters that readers take as one, as in search.js. */
  const fold = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[\p{M}\u200c\u200d\u0640]/gu, "")
    .replace(/[\u064a\u0649]/g, "\u06cc").replace(/\u0643/g, "\u06a9");
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

  const named = (nodes) => [...nodes].map((node) => ({ text: node.textContent.trim(), lang: node.lang }));
  const lines = (text = "") => text.split("\n").filter(Boolean).map((line) => ({ text: line }));
  const values = {
    topic: ({ dataset }) => lines(dataset.topics),
    lane: ({ dataset }) => lines(dataset.lanes),
    tag: ({ dataset }) => lines(dataset.tags),
    where: (entry, fieldset) => [...facts(entry, fieldset), ...lines(entry.dataset.around)],
    status: (entry, { dataset }) => {
      const badges = named(entry.querySelectorAll(".entry-status .badge:not(.badge-key)"));
      return badges.length ? badges : [{ text: dataset.plain }];
    },
    weight: (entry) => named(entry.querySelectorAll(".badge-key")),
  };
  const facts = (entry, fieldset) => named([...entry.querySelectorAll(".facts > div")]
    .filter((fact) => fact.firstElementChild.textContent === fieldset.firstElementChild.textContent)
    .flatMap((fact) => [...fact.querySelectorAll("bdi")]));

  /* The first and the last day that an event may have been on, or nothing. An
     entry whose date is no single day says them; an open end is no bound. */
  const daysOf = (entry) => {
    const { from, until } = entry.dataset;
    if (from || until) return { first: from || "", last: until || "9999" };
    const day = entry.querySelector(".entry-date time")?.dateTime.slice(0, 10);
    return day && { first: day, last: day };
  };

  const items = entries.map((entry) => ({
    id: entry.id,
    line: entry.closest("li"),
    days: daysOf(entry),
    words: " " + [...entry.querySelectorAll(".entry-date, .entry-headline, .entry-status, .entry-text, dd, .claims, .difference, .proof li")]
      .flatMap((part) => split(part.textContent)).join(" "),
    has: Object.fromEntries(fieldsets.map((f) => [f.name, (values[f.name] || facts)(entry, f)])),
  }));

  const element = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  };

  /* What every entry has tells none from another, so it is no choice. */
  for (const fieldset of fieldsets) {
    const found = new Map();
    for (const { has } of items) {
      for (const { text, lang } of has[fieldset.name]) {
        const choice = found.get(text) || { text, lang, count: 0 };
        choice.count++;
        found.set(text, choice);
      }
    }
    const choices = [...found.values()].filter(({ count }) => count < items.length).sort((a, b) => b.count - a.count);
    if (!choices.length) {
      fieldset.remove();
      continue;
    }
    const list = element("div");
    for (const { text, lang, count } of choices) {
      const box = element("input");
      const name = element("bdi", text);
      const counted = element("span", number.format(count));
      box.type = "checkbox";
      box.name = fieldset.name;
      box.value = text;
      if (lang) name.lang = lang;
      counted.className = "count";
      list.append(element("label", box, element("span", name, " ", counted)));
    }
    fieldset.append(list);
  }

  /* What may have been on some day of the range fits: a date that is known to
     the month fits every day of it. */
  const within = (days, from, to) => (!from && !to)
    || (days && (!from || days.last >= from) && (!to || days.first <= to));

  const fits = (item, asked, words) => within(item.days, asked.get("from"), asked.get("to"))
    && words.every((word) => item.words.includes(" " + word))
    && Object.entries(item.has).every(([name, has]) => {
      const wanted = asked.getAll(name);
      return !wanted.length || has.some(({ text }) => wanted.includes(text));
    });

  const asking = () => [...new FormData(form)].filter(([, value]) => value.trim());

  const show = () => {
    const asked = new FormData(form);
    const words = split(asked.get("q"));
    const narrowed = asking().length > 0;
    const shown = new Set();
    for (const item of items) {
      item.line.hidden = !fits(item, asked, words);
      if (!item.line.hidden) shown.add(item.id);
    }
    for (const group of groups) group.hidden = !group.querySelector(".entries > li:not([hidden])");
    for (const gap of gaps) gap.hidden = narrowed;
    for (const mark of marks) mark.classList.toggle("is-out", !shown.has(mark.getAttribute("href").slice(1)));
    if (narrowed || status.textContent) {
      status.textContent = (shown.size ? status.dataset.shown : status.dataset.none)
        .replace("{n}", number.format(shown.size)).replace("{m}", number.format(items.length));
    }
    status.classList.toggle("is-none", !shown.size);
    all.hidden = !narrowed;
    if (files) files.hidden = !narrowed || !shown.size;
    return shown;
  };

  const remember = (step) => {
    const address = new URL(location);
    for (const { name } of form.elements) address.searchParams.delete(name);
    for (const [name, value] of asking()) address.searchParams.append(name, value);
    address.hash = "";
    if (address.href !== location.href) history[step](null, "", address);
  };

  const restore = () => {
    const asked = new URLSearchParams(location.search);
    for (const input of form.querySelectorAll("input")) {
      if (input.type === "checkbox") input.checked = asked.getAll(input.name).includes(input.value);
      else input.value = asked.get(input.name) || "";
    }
    if (asking().length) details.open = true;
    show();
  };

  /* Whoever follows a link to an entry is to see it. */
  const reveal = () => {
    const entry = document.querySelector(".entry:target");
    if (!entry?.closest("[hidden]")) return;
    const { hash } = location;
    form.reset();
    remember("replaceState");
    history.replaceState(null, "", hash);
    show();
    entry.scrollIntoView();
  };

  /* Typing in one field is one step back, however many letters it has. */
  let typing, pause;
  const write = () => {
    clearTimeout(pause);
    if (!typing) return;
    remember(typing);
    typing = "replaceState";
  };
  form.addEventListener("input", ({ target }) => {
    show();
    if (target.type === "checkbox") return remember("pushState");
    typing ||= "pushState";
    clearTimeout(pause);
    pause = setTimeout(write, 150);
  });
  const settle = () => { write(); typing = ""; };
  form.addEventListener("focusout", settle);
  form.addEventListener("submit", (event) => { event.preventDefault(); settle(); });
  all.addEventListener("click", () => {
    form.reset();
    show();
    remember("pushState");
    details.firstElementChild.focus();
  });
  addEventListener("popstate", () => { clearTimeout(pause); typing = ""; restore(); });
  addEventListener("hashchange", reveal);

  /* The files of the whole timeline, without what is not shown. */
  const cut = {
    "text/csv": (text, shown) => text.match(/(?:"[^"]*"|[^"\n])+\n?/g)
      .filter((row, i) => !i || shown.has(row.split(",", 1)[0])).join(""),
    "application/json": (text, shown) => {
      const whole = JSON.parse(text);
      return JSON.stringify({ ...whole, events: whole.events.filter(({ id }) => shown.has(id)) }, null, 2);
    },
  };
  for (const button of files?.querySelectorAll("button") || []) {
    const { type, of } = button.dataset;
    const whole = document.querySelector(`.downloads a[href$="${of}"]`);
    if (!whole) { button.remove(); continue; }
    button.addEventListener("click", async () => {
      try {
        const answer = await fetch(whole.href);
        if (!answer.ok) throw answer.status;
        const link = element("a");
        link.href = URL.createObjectURL(new Blob([cut[type](await answer.text(), show())], { type }));
        link.download = "shown-" + of;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      } catch {
        status.textContent = files.dataset.failed;
      }
    });
  }
  if (files && !files.querySelector("button")) files.remove();

  restore();
  reveal();
})();
