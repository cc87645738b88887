/* Search without a server. The address says what is looked for; the index beside
   the list of parts (data-index) is read as far as that needs: one shard of each
   part for each term, and a block for each row that is shown. See generator/search.
   Without this file the page still leads to everything by topic and by date. */
(() => {
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const words = form.dataset;
  const list = document.getElementById("_search-results");
  const status = document.getElementById("_search-count");
  const box = form.elements.q;
  const more = document.getElementById("_search-more");
  const rows = 10, dayMs = 864e5;

  /* Fold and Words of generator/search: a test holds them equal. */
  const silent = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dd\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u2060\ufeff\u00ad]/g;
  const alike = {};
  for (const pair of "ßss æae œoe øo đd ðd łl ħh ıi þth ςσ يی ىی كک ةه ہه ەه ۃه ٱا".split(" ")) alike[pair[0]] = pair.slice(1);
  const fold = (text) => text.normalize("NFKD").replace(silent, "").toLowerCase()
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15).replace(/./gsu, (c) => alike[c] || c);
  const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/gu;
  const split = (text) => fold(text).replace(unspaced, " $& ").match(/[\p{L}\p{M}\p{N}]+/gu) || [];

  const sum = (text) => {
    let h = 2166136261;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
    return h >>> 0;
  };

  /* What was read stays; what could not be read may be asked for again. */
  const kept = new Map();
  const read = (name, how) => {
    if (!kept.has(name)) kept.set(name, fetch(new URL(name, new URL(words.index, location)), how).then((answer) => answer.ok ? answer.json() : Promise.reject())
      .catch((fault) => { kept.delete(name); throw fault; }));
    return kept.get(name);
  };

  /* The terms of a query, each as [term, what its shard goes by, whether words
     that begin so count too, whether it is a word]. */
  const terms = (asked) => {
    const found = [];
    const exact = (term) => found.push([term, term]);
    for (const chunk of asked.q.replace(/[“”„«»]/g, '"').match(/"[^"]*|[^\s"]+/g) || []) {
      const parts = split(chunk), quoted = chunk[0] === '"';
      if (quoted && parts.length > 1) parts.slice(1).forEach((word, i) => exact("_" + sum(parts[i] + " " + word).toString(36)));
      else for (const word of parts) found.push([word, [...word].slice(0, 3).join(""), !quoted && word.length > 2, true]);
    }
    if (asked.topic) exact("t:" + asked.topic);
    if (asked.who) exact("w:" + split(asked.who).join(" "));
    if (asked.where) exact("p:" + split(asked.where).join(" "));
    if (!found.length) exact("*");
    return found;
  };

  /* The pieces of a shard that have a term, each with its weight there. */
  const pieces = (shard, [term, , begins]) => {
    const found = new Map();
    for (const key in shard) {
      if (key !== term && !(begins && key.startsWith(term))) continue;
      let n = 0;
      for (const code of shard[key]) {
        n += code >> 3;
        const weight = ((code & 7) + 1) * (key === term ? 1 : 0.5);
        if (!(found.get(n) > weight)) found.set(n, weight);
      }
    }
    return found;
  };

  /* What fits all terms, the best first, and the word to offer for one that
     nothing has. Parts are chosen by the dates. */
  const find = async (asked) => {
    const index = await read("index.json", { cache: "no-cache" });
    const from = Date.parse(asked.from || "0000-01-01") / dayMs, to = Date.parse(asked.to || "9999-12-31") / dayMs, sought = terms(asked);
    const parts = index.parts.filter((part) => part.a <= to && part.z > from);
    const shards = await Promise.all(parts.map((part) => Promise.all(sought.map(([, of, , word]) => read(part.d + "/" + (sum(of) % part.k + (word ? 0 : part.k)) + ".json?" + part.v)))));
    const lists = shards.map((of) => of.map((shard, i) => pieces(shard, sought[i])));
    const rare = sought.map((_, i) => Math.log(1 + index.n / lists.reduce((all, of) => all + of[i].size, 0)));
    const found = [];
    parts.forEach((part, p) => {
      const least = lists[p].reduce((a, b) => a.size < b.size ? a : b);
      for (const n of least.keys()) {
        const at = part.a + Math.floor(n / part.m);
        if (at < from || at > to || !lists[p].every((list) => list.has(n))) continue;
        const fits = lists[p].reduce((all, list, i) => all + list.get(n) * rare[i], 0);
        found.push({ part, n, at, score: fits * (1 + 0.3 / (1 + Math.max(index.last - at, 0) / 365)) * (n % part.m < part.c ? 1 : 0.9) });
      }
    });
    found.sort((a, b) => b.score - a.score || b.at - a.at || b.n - a.n);
    return [found, near(sought, shards, rare)];
  };

  /* The first word that nothing has, and the word most like it that something
     has: by the pairs of letters that both hold, then by how much has it. */
  const near = (sought, shards, rare) => {
    const i = sought.findIndex(([, , , word], i) => word && rare[i] === Infinity);
    if (i < 0) return;
    const [term] = sought[i];
    let best, most = 0.5;
    for (const shard of shards) {
      for (const key in shard[i]) {
        const both = [...key].filter((c, j) => term.includes(c + (key[j + 1] || ""))).length;
        const like = both / Math.max(key.length, term.length) + Math.min(shard[i][key].length, 1e3) / 1e5;
        if (like > most && !/[_:*]/.test(key)) [best, most] = [[term, key], like];
      }
    }
    return best;
  };

  const letters = /[\p{L}\p{M}\p{N}\u200b-\u200f\u0640\u00ad]+/gu;
  const make = (name, className, ...inside) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...inside);
    return made;
  };

  /* A text with the words that were looked for in <mark>; of a long one the
     stretch that has most of them. */
  const marked = (into, text, wanted, most) => {
    const hits = [];
    for (const { 0: word, index } of text.matchAll(letters)) {
      const of = split(word).flatMap((w) => wanted.filter((x) => w === x || x.length > 2 && w.startsWith(x)));
      if (of.length) hits.push([index, index + word.length, of]);
    }
    let begin = 0, end = text.length;
    if (end > most) {
      let best = 0;
      for (const [at] of hits) {
        const kinds = new Set(hits.flatMap(([begin, , of]) => begin >= at && begin < at + most * 0.6 ? of : [])).size;
        if (kinds > best) [best, begin] = [kinds, at];
      }
      begin = Math.max(text.lastIndexOf("\n", begin) + 1, begin && text.indexOf(" ", Math.max(begin - most * 0.3, 0)) + 1);
      if (begin + most < end) end = text.lastIndexOf(" ", begin + most);
    }
    if (begin) into.append("… ");
    for (const [at, until] of hits) {
      if (at < begin || until > end) continue;
      into.append(text.slice(begin, at), make("mark", "", text.slice(at, until)));
      begin = until;
    }
    into.append(text.slice(begin, end), end < text.length ? " …" : "");
    return into;
  };

  const row = (item, wanted) => {
    const link = marked(make("a", ""), item.h, wanted);
    const note = marked(make("p", "item-note"), [item.s, item.x].filter(Boolean).join("\n"), wanted, 240);
    link.href = item.u;
    link.dir = note.dir = "auto";
    if (item.l) link.lang = note.lang = item.l;
    const time = make("time", "", item.w);
    if (item.d) time.dateTime = item.d;
    const facts = [item.e ? words.event : "", time, ...item.t || []].flatMap((fact) => fact && [make("span", "", make("bdi", "", fact)), " "]);
    return make("li", "", make("p", "item-name", link), note, make("p", "item-facts", ...facts));
  };

  /* The row of what was found; none when its block has gone meanwhile. */
  const show = ({ part, n, at }, wanted) => {
    const slot = n % part.m, event = slot - part.c;
    return read(new Date(at * dayMs).toISOString().slice(0, 10).replaceAll("-", "/") + "/" + (event < 0 ? slot : "e" + (event >> 4)) + ".json?" + part.v)
      .then((items) => row(items[event < 0 ? 0 : event & 15], wanted)).catch(() => "");
  };

  const asked = () => Object.fromEntries(new FormData(form));

  let turn = 0;
  const search = async () => {
    const mine = ++turn, query = asked(), wanted = [...new Set(split(query.q))];
    const say = (text, ...made) => {
      status.textContent = text;
      list.replaceChildren(...made);
      list.ariaBusy = false;
      more.hidden = true;
    };
    list.ariaBusy = true;
    try {
      if (!Object.values(query).join("")) return say("");
      const [found, near] = await find(query).catch(() => {
        kept.delete("index.json"); // the site may have been published anew while this page was open
        return find(query);
      });
      let shown = 0;
      const next = () => Promise.all(found.slice(shown, shown += rows).map((piece) => show(piece, wanted)));
      const made = await next();
      if (mine !== turn) return;
      say(found.length ? words.found.replace("{n}", found.length.toLocaleString(document.documentElement.lang.replace(/^ar$/, "$&-u-nu-arab"))) : words.none, ...made);
      more.hidden = found.length <= shown;
      more.onclick = async () => {
        const made = await next();
        if (mine !== turn) return;
        list.append(...made);
        more.hidden = found.length <= shown;
        made[0].querySelector?.("a").focus();
      };
      if (near) {
        const link = make("a", "", make("bdi", "", near[1])), [before, after] = words.near.split("{n}");
        link.href = "?" + new URLSearchParams({ ...query, q: split(query.q).map((word) => word === near[0] ? near[1] : word).join(" ") });
        status.append(" " + before, link, after);
      }
    } catch {
      if (mine === turn) say(words.failed);
    }
  };

  /* The address and the form say the same. */
  const remember = (step) => {
    const address = new URL(location);
    address.search = new URLSearchParams(Object.entries(asked()).filter((field) => field[1]));
    if (address.href !== location.href) history[step](null, "", address);
  };
  const recall = () => {
    const address = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = address.get(field.name) || "";
    if (Object.entries(asked()).some(([name, value]) => value && name !== "q")) form.querySelector("details").open = true;
    remember("replaceState");
    search();
  };

  let pause;
  const go = (step) => { clearTimeout(pause); remember(step); search(); };
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(go, 200, "replaceState");
  });
  form.addEventListener("change", (event) => { if (event.target !== box) go("pushState"); });
  form.addEventListener("submit", (event) => { event.preventDefault(); go("pushState"); });
  addEventListener("popstate", recall);

  /* Slash leads to the box, the arrows through what was found, and Escape back. */
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [box, ...list.querySelectorAll("a")], at = links.indexOf(target);
    const to = key === "/" && !target.matches("input, select") || key === "Escape" && at > 0 ? box
      : at >= 0 && links[at + (key === "ArrowDown") - (key === "ArrowUp")];
    if (!to || to === target) return;
    event.preventDefault();
    to.focus();
    if (to === box) box.select();
  });

  form.hidden = false;
  recall();
})();
