'use strict';
// Keeps a page of the preview up to date; see events.go for what it is told.
(() => {
  const me = document.currentScript;
  const page = me.dataset.page;
  let tag = me.dataset.tag;
  let source = null;

  const remembered = 'daybook:scroll';
  const remember = () => {
    try {
      sessionStorage.setItem(remembered, JSON.stringify([page, scrollX, scrollY]));
    } catch { /* storage is switched off: the browser keeps the place as well as it can */ }
  };
  const recall = () => {
    try {
      const [of, x, y] = JSON.parse(sessionStorage.getItem(remembered) || '[]');
      sessionStorage.removeItem(remembered);
      if (of === page) scrollTo({ left: x, top: y, behavior: 'instant' });
    } catch { /* as above */ }
  };
  if (document.readyState === 'complete') recall();
  else addEventListener('load', recall, { once: true });

  const reload = () => {
    close();
    remember();
    location.reload();
  };

  const swap = (hrefs) => {
    const sheets = [...document.querySelectorAll('link[rel~="stylesheet" i]:not([data-daybook], [integrity])')];
    if (sheets.length !== hrefs.length) return reload();
    sheets.forEach((old, i) => {
      if (old.getAttribute('href') === hrefs[i]) return;
      const fresh = old.cloneNode();
      fresh.href = hrefs[i];
      const done = () => old.remove();
      fresh.addEventListener('load', done);
      fresh.addEventListener('error', done);
      old.after(fresh);
    });
  };

  const open = () => {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ page, tag });
    source = new EventSource(location.origin + '/_daybook/events?' + query);
    source.addEventListener('reload', reload);
    source.addEventListener('styles', (event) => {
      tag = event.lastEventId;
      swap(JSON.parse(event.data));
    });
    source.addEventListener('problems', (event) => show(event.data));
    source.addEventListener('error', () => {
      if (!source || source.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, 3000);
    });
  };
  // A browser opens six connections to a host at most, so a hidden page gives
  // its own back. It is told what it missed when it is looked at again.
  const close = () => {
    if (source) source.close();
    source = null;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);

  // Text goes in as text: what an author wrote is never read as HTML.
  const el = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    for (const child of children) {
      if (child instanceof Node) element.append(child);
      else if (child) element.append(document.createTextNode(child));
    }
    return element;
  };
  const place = ({ place, edit }) => {
    const shown = el(edit ? 'a' : 'span', '', place);
    if (edit) shown.href = edit;
    return shown;
  };
  const entry = (p) => {
    const li = el('li', p.severity,
      el('p', 'where', place(p), ' ', el('span', 'rule', p.severity + ' · ' + p.rule)),
      el('p', 'what', p.sentence));
    if (p.before || p.at || p.after) {
      const line = el('pre', '', p.before, p.at && el('mark', '', p.at), p.after);
      line.dir = 'auto';
      li.append(line);
    }
    if (p.hint) li.append(el('p', 'hint', p.hint));
    for (const n of p.notes || []) li.append(el('p', 'also', place(n), ': ' + n.sentence));
    return li;
  };
  const button = (className, text, press) => {
    const b = el('button', className, text);
    b.type = 'button';
    b.addEventListener('click', press);
    return b;
  };

  let host = null;
  let heard = '';
  let told = null;
  let unfolded = false;

  const fold = (to) => {
    unfolded = to;
    draw();
  };

  // A full stop shows what the page is made from, and takes it away again.
  let about = null;
  const learn = async () => {
    if (about) {
      about.remove();
      about = null;
      return;
    }
    const answer = await fetch(location.origin + '/_daybook/page.json?' + new URLSearchParams({ address: page }));
    if (!answer.ok || about) return;
    const known = await answer.json();
    const desk = el('a', '', 'The desk');
    desk.href = location.origin + '/_daybook/';
    const box = el('section', 'daybook-trouble panel',
      el('header', '', el('h1', '', known.path), button('close', 'Close', learn)),
      el('p', '', known.why),
      el('dl', '', el('dt', '', 'Kind'), el('dd', '', known.kind),
        el('dt', '', 'About'), el('dd', 'where', ...known.edits.flatMap((e) => [place(e), ' '])),
        el('dt', '', 'Layouts'), el('dd', 'where', known.layouts.join(' '))),
      known.problems.length ? el('ol', '', ...known.problems.map(entry)) : el('p', '', 'Nothing in these files is to be mended.'),
      el('p', '', desk));
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', 'This page');
    about = shaded(box);
    about.shadowRoot.querySelector('button').focus({ preventScroll: true });
  };
  const writes = (target) => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && about) learn();
    else if (event.key === 'Escape' && unfolded) fold(false);
    else if (event.key === '.' && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target)) learn();
  });

  const shaded = (content) => {
    const outer = el('daybook-problems');
    outer.lang = 'en';
    outer.dir = 'ltr';
    const inside = outer.attachShadow({ mode: 'open' });
    const sheet = el('link');
    sheet.rel = 'stylesheet';
    sheet.href = location.origin + '/_daybook/note.css';
    inside.append(sheet, content);
    document.documentElement.append(outer);
    return outer;
  };

  const show = (text) => {
    const note = document.getElementById('daybook-note');
    if (note) note.remove();
    if (text === heard) return;
    heard = text;
    told = JSON.parse(text);
    unfolded = told.errors > 0;
    draw();
  };

  const draw = () => {
    if (host) host.remove();
    host = null;
    if (me.dataset.bare !== undefined || !told || told.problems.length === 0) return;
    host = shaded(unfolded ? panel() : badge());
  };

  const badge = () => button('badge ' + (told.errors ? 'error' : 'warning'), told.tally, () => fold(true));

  const panel = () => {
    const box = el('section', 'daybook-trouble panel',
      el('header', '',
        el('h1', '', told.tally),
        button('close', 'Close', () => fold(false))));
    box.setAttribute('role', told.errors ? 'alert' : 'region');
    box.setAttribute('aria-label', 'Problems');
    if (told.failed) box.append(el('p', '', 'Beneath is the last good build.'));
    box.append(el('ol', '', ...told.problems.map(entry)));
    if (told.more) box.append(el('p', 'more', '… and ' + told.more + ' more; mend these first.'));
    return box;
  };

  open();
})();
