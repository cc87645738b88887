"use strict";
/*
 * How a CMS in the browser reads and writes content files: a change of one field
 * changes the lines of that field and no others, so that comments, the order of
 * keys and what no form knows stay as they were written.
 *
 * FIELDS is put in by Daybook: for each kind of file its fields, as
 * {name, also, type, short, fields, item}.
 */
(() => {
  const FIELDS = {};
  const yaml = globalThis.jsyaml ?? require("js-yaml");
  const written = { schema: yaml.CORE_SCHEMA, lineWidth: -1, noRefs: true };
  const original = "\u0000original";

  const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isScalar = (value) => ["string", "number", "boolean"].includes(typeof value);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const named = (fields, key) => fields.find((f) => f.name === key || f.also?.includes(key));

  /* The value as the form shows it; undefined for one that the form cannot show. */
  function shown(value, field) {
    switch (field.type) {
      case "list": {
        const items = (Array.isArray(value) ? value : [value]).map((item) => shown(item, field.item));
        return items.includes(undefined) ? undefined : items;
      }
      case "group":
        if (field.short && isScalar(value)) return { [field.short]: value };
        return isGroup(value) ? shownGroup(value, field.fields) : undefined;
      case "truth":
        return typeof value === "boolean" ? value : undefined;
      case "whole":
        return typeof value === "number" ? value : undefined;
    }
    return isScalar(value) && typeof value !== "boolean" ? value : undefined;
  }

  function shownGroup(group, fields) {
    const out = {};
    for (const [key, value] of Object.entries(group)) {
      const field = named(fields, key);
      if (!field) out[key] = value;
      else if (value !== null && !(field.name in out)) {
        const as = shown(value, field);
        if (as !== undefined) out[field.name] = as;
      }
    }
    return out;
  }

  /* The value as it is written: nothing empty, and a text for a group that says no more. */
  function told(value, field) {
    if (value === null || value === undefined || value === "" || value === false) return undefined;
    if (Array.isArray(value)) {
      const items = value.map((item) => told(item, field?.item)).filter((item) => item !== undefined);
      return items.length ? items : undefined;
    }
    if (!isGroup(value)) return value;
    const out = toldGroup(value, field?.fields ?? []);
    const keys = Object.keys(out);
    if (!keys.length) return undefined;
    return field?.short && keys.length === 1 && keys[0] === field.short ? out[field.short] : out;
  }

  function toldGroup(group, fields) {
    const out = {};
    const order = (key) => (fields.findIndex((f) => f.name === key) + 1 || Infinity);
    for (const key of Object.keys(group).sort((a, b) => order(a) - order(b) || 0)) {
      const value = told(group[key], named(fields, key));
      if (value !== undefined) out[key] = value;
    }
    return out;
  }

  const dump = (value, indent) => yaml.dump(value, written).trimEnd().split("\n").map((line) => line && " ".repeat(indent) + line);

  const keyOf = (line) => /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#'"\-?\[{][^#]*?|-[^\s#][^#]*?))\s*:(?=\s|$)/.exec(line);

  /* Lines of a mapping in parts: a key each, after the comments and empty lines above it. */
  function parts(lines, indent) {
    const out = [];
    let above = [];
    for (const line of lines) {
      const depth = line.search(/\S/);
      const key = depth === indent && line[depth] !== "#" && !/^-(\s|$)/.test(line.slice(depth)) ? keyOf(line) : null;
      if (key) {
        out.push({ key: key[1] ?? key[2] ?? key[3], start: key[0].length, above, lines: [line] });
        above = [];
      } else if (out.length && depth >= 0 && !(line[depth] === "#" && depth <= indent)) {
        out.at(-1).lines.push(...above, line);
        above = [];
      } else above.push(line);
    }
    return [out, above];
  }

  function mended(lines, indent, fields, was, now) {
    const [list, rest] = parts(lines, indent);
    const place = (key) => fields.findIndex((f) => f.name === key);
    const out = [], seen = new Set();
    for (const part of list) {
      const field = named(fields, part.key), name = field?.name ?? part.key;
      if (!(name in was) || seen.has(name)) {
        out.push(part);
        continue;
      }
      seen.add(name);
      if (same(told(was[name], field), now[name])) out.push(part);
      else if (now[name] !== undefined) out.push({ ...part, lines: value(part, indent, field, was[name], now[name]) });
    }
    for (const name of Object.keys(now)) {
      if (name in was) continue;
      const at = place(name) < 0 ? out.length : out.findLastIndex((p) => { const i = fields.indexOf(named(fields, p.key)); return i >= 0 && i < place(name); }) + 1;
      out.splice(at, 0, { key: name, above: [], lines: dump({ [name]: now[name] }, indent) });
    }
    return [...out.flatMap((p) => [...p.above, ...p.lines]), ...rest];
  }

  /* The lines of a key whose value changes. */
  function value(part, indent, field, was, now) {
    const [first, ...below] = part.lines;
    const behind = first.slice(part.start), bare = /^\s*(#.*)?$/.test(behind);
    const from = below.find((line) => /^\s*[^\s#]/.test(line))?.search(/\S/);
    if (bare && from !== undefined) {
      const block = below[below.findIndex((line) => /^\s*[^\s#]/.test(line))].slice(from);
      if (/^-(\s|$)/.test(block) && Array.isArray(was) && Array.isArray(now)) {
        const lines = entries(below, from, field?.item, was, now);
        if (lines) return [first, ...lines];
      } else if (from > indent && isGroup(was) && isGroup(now) && keyOf(block)) {
        return [first, ...mended(below, from, field?.fields ?? [], was, now)];
      }
    }
    const [head, ...tail] = dump({ k: now }, indent);
    const remark = below.length || tail.length ? "" : /\s+#[^'"]*$/.exec(behind)?.[0] ?? "";
    return [first.slice(0, part.start) + head.slice(indent + 2) + remark, ...tail];
  }

  /* The lines of a list of which some items change, are new or gone; null where the lines are not one item each. */
  function entries(lines, indent, item, was, now) {
    const items = [];
    let above = [];
    for (const line of lines) {
      const depth = line.search(/\S/);
      if (depth === indent && /^-(\s|$)/.test(line.slice(depth))) {
        items.push({ above, lines: [line] });
        above = [];
      } else if (items.length && depth >= 0 && !(line[depth] === "#" && depth <= indent)) {
        items.at(-1).lines.push(...above, line);
        above = [];
      } else above.push(line);
    }
    if (items.length !== was.length) return null;
    const old = was.map((v) => told(v, item));
    let head = 0, tail = 0;
    while (head < Math.min(old.length, now.length) && same(old[head], now[head])) head++;
    while (tail < Math.min(old.length, now.length) - head && same(old.at(-1 - tail), now.at(-1 - tail))) tail++;
    const out = items.slice(0, head).flatMap((i) => [...i.above, ...i.lines]);
    for (let n = head; n < now.length - tail; n++) {
      const i = n < old.length - tail ? items[n] : null;
      if (i && same(old[n], now[n])) out.push(...i.above, ...i.lines);
      else out.push(...(i?.above ?? []), ...entry(i, indent, item, was[n], now[n]));
    }
    return [...out, ...items.slice(items.length - tail).flatMap((i) => [...i.above, ...i.lines]), ...above];
  }

  function entry(part, indent, item, was, now) {
    if (part && isGroup(was) && isGroup(now)) {
      const lines = [part.lines[0].replace("-", " "), ...part.lines.slice(1)];
      const depth = lines[0].search(/\S/);
      if (depth > indent && keyOf(lines[0])) {
        const out = mended(lines, depth, item?.fields ?? [], was, now);
        if (out[0]?.search(/\S/) === depth && keyOf(out[0])) return [out[0].slice(0, indent) + "-" + out[0].slice(indent + 1), ...out.slice(1)];
      }
    }
    return dump([now], indent);
  }

  const file = /^(\ufeff?---[ \t]*\r?\n)([\s\S]*?)(^---[ \t]*(?:\r?\n|$))([\s\S]*)$/m;

  /* Formats for CMS.registerCustomFormat: one for each kind. */
  function format(kind) {
    const fields = FIELDS[kind];
    const read = (text) => {
      const parts = file.exec(text);
      if (!parts || parts.index > 0) return null;
      const header = yaml.load(parts[2], { schema: yaml.CORE_SCHEMA }) ?? {};
      if (!isGroup(header)) throw new Error("The header of this file is not a list of fields.");
      return { parts, header, data: shownGroup(header, fields) };
    };
    return {
      fromFile(text) {
        const known = read(text);
        return known ? { ...known.data, body: known.parts[4].replace(/^(?:[ \t]*\r?\n)+/, ""), [original]: text } : { body: text, [original]: text };
      },
      toFile(data) {
        const { body = "", [original]: before, ...rest } = data;
        const now = toldGroup(rest, fields);
        const known = before === undefined ? null : read(before);
        if (!known) {
          if (before !== undefined && Object.keys(now).length) throw new Error("The header of this file is not YAML: change it in an editor.");
          return before !== undefined ? body : `---\n${yaml.dump(now, written)}---\n\n${body.trimEnd()}\n`;
        }
        const [, open, header, close, text] = known.parts;
        const space = /^(?:[ \t]*\r?\n)*/.exec(text)[0];
        const words = text.slice(space.length);
        const end = header.includes("\r\n") ? "\r\n" : "\n";
        let lines = mended(header.split(/\r?\n/).slice(0, -1), 0, fields, known.data, now);
        const meant = toldGroup(shownGroup(yaml.load(lines.join("\n"), { schema: yaml.CORE_SCHEMA }) ?? {}, fields), fields);
        if (!alike(meant, now)) {
          const left = Object.fromEntries(Object.entries(known.header).filter(([key]) => !((named(fields, key)?.name ?? key) in known.data)));
          lines = dump({ ...now, ...left }, 0);
        }
        return open + lines.map((line) => line + end).join("") + close + (body === words ? text : (space || end) + body.trimEnd() + "\n");
      },
    };
  }

  function alike(a, b) {
    if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((v, i) => alike(v, b[i]));
    if (!isGroup(a)) return a === b;
    const keys = Object.keys(a);
    return isGroup(b) && keys.length === Object.keys(b).length && keys.every((key) => alike(a[key], b[key]));
  }

  if (typeof module === "object") {
    module.exports = (fields) => {
      Object.assign(FIELDS, fields);
      return format;
    };
    return;
  }
  globalThis.CMS_MANUAL_INIT = true;
  addEventListener("DOMContentLoaded", () => {
    for (const kind of Object.keys(FIELDS)) CMS.registerCustomFormat(`daybook-${kind}`, "md", format(kind));
    CMS.init();
  });
})();
