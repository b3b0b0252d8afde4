// Search in the reader's own browser. The files it fetches are described in publish/search_files.py.
"use strict";

const kennisbankSearch = (() => {
  const PER_PAGE = 10;
  const PREFIX = 0.8; // how much another form of the word, or a word that begins with it, counts
  const TYPO = 0.6; // how much a word that is spelled nearly alike counts
  const ROOT = 0.5; // how much a word that shares its first letters counts
  const waiting = new Map();
  const loaded = new Map();
  const page = document.getElementById("search");

  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  }

  function words(text) {
    return (fold(text).match(/[\p{L}\p{N}]+/gu) || []).filter((word) => word.length > 1 || /^\d$/.test(word));
  }

  // --- fetching ---------------------------------------------------------------------------------------------------

  function receive(kind, name, value) {
    const key = `${kind}:${name}`;
    waiting.get(key)?.(value);
    waiting.delete(key);
  }

  function fetchPart(kind, name, file) {
    const key = `${kind}:${name}`;
    if (!loaded.has(key)) {
      loaded.set(key, new Promise((resolve, reject) => {
        waiting.set(key, resolve);
        const script = document.createElement("script");
        script.src = `${page.dataset.root}zoek/${file}.js?v=${page.dataset.edition}`;
        script.onerror = () => { loaded.delete(key); reject(new Error(file)); };
        document.head.append(script);
      }));
    }
    return loaded.get(key);
  }

  async function chart() {
    const found = await fetchPart("chart", 0, "kaart");
    found.prefixSet ??= new Set(found.prefixes.split(" "));
    found.stopSet ??= new Set(found.stop.split(" "));
    return found;
  }

  const filePart = (prefix) => [...prefix].map((c) => (c < "\x80" ? c : `-${c.codePointAt(0).toString(16)}`)).join("");

  async function wordsNear(word) {
    const { prefixSet } = await chart();
    for (let length = Math.min(5, word.length); length > 0; length--) {
      const prefix = [...word].slice(0, length).join("");
      if (prefixSet.has(prefix)) return fetchPart("words", prefix, `w-${filePart(prefix)}`);
    }
    return { forms: {}, postings: [] };
  }

  async function documentAt(number) {
    const { perFile } = await chart();
    const file = Math.floor(number / perFile);
    return (await fetchPart("docs", file, `d-${file}`))[number % perFile];
  }

  // --- from a word to the forms it may stand for -----------------------------------------------------------------

  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  function begun(word, forms) {
    return word.length < 3 ? [] : forms.filter((form) => form.startsWith(word)).slice(0, 20);
  }

  function misspelt(word, forms) {
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (!most) return [];
    const near = forms.map((form) => [distance(word, form, most), form]).filter(([steps]) => steps <= most);
    const least = Math.min(...near.map(([steps]) => steps));
    return near.filter(([steps]) => steps === least).map(([, form]) => form);
  }

  function rooted(word, forms) {
    const least = Math.max(5, Math.ceil(word.length * 0.65));
    const root = word.slice(0, least);
    return word.length < 6 ? [] : forms.filter((form) => form.startsWith(root) && form.length <= word.length + 3);
  }

  // A rough stem, for words that do not occur in this form: both sides are cut alike, so it need not be a real one.
  const ENDING = /(?:ingen|heden|heid|tjes|tje|jes|je|ing|ende|end|sten|ste|ten|den|ers|en|er|es|de|te|st|e|s|t|d)$/;

  function rough(word) {
    let stem = word;
    for (let round = 0; round < 2; round++) {
      const shorter = stem.replace(ENDING, "");
      if (shorter.length < 3) break;
      stem = shorter;
    }
    stem = stem.replace(/([bdfgklmnprst])\1$/, "$1").replace(/(aa|ee|oo|uu)(?=[^aeiou]+$)/, (pair) => pair[0]);
    return stem.replace(/v$/, "f").replace(/z$/, "s");
  }

  function inflected(word, forms) {
    if (word.length < 4) return [];
    const stem = rough(word);
    return forms.filter((form) => form.startsWith(word.slice(0, 2)) && rough(form) === stem);
  }

  // Returns [{ forms, weight, part }], best first; nothing when the word does not occur in any way.
  async function readings(word) {
    const part = await wordsNear(word);
    const forms = Object.keys(part.forms);
    if (Object.hasOwn(part.forms, word)) return [{ forms: [word], weight: 1, part }];
    const ways = [[inflected, PREFIX], [begun, PREFIX], [misspelt, TYPO], [rooted, ROOT]];
    for (const [way, weight] of ways) {
      const found = way(word, forms);
      if (found.length) return [{ forms: found, weight, part }];
    }
    if (word.startsWith("ge") && word.length > 6) return readings(word.slice(2));
    return parts(word, forms);
  }

  // A compound that does not occur: both halves do.
  async function parts(word, forms) {
    const starts = forms.filter((form) => form.length >= 4 && word.startsWith(form)).sort((a, b) => b.length - a.length);
    for (const start of starts.slice(0, 3)) {
      for (const link of ["", "s", "en", "e"]) {
        const rest = word.slice(start.length);
        if (!rest.startsWith(link) || rest.length - link.length < 4) continue;
        const right = rest.slice(link.length);
        const other = await wordsNear(right);
        if (!Object.hasOwn(other.forms, right)) continue;
        const left = await wordsNear(start);
        return [{ forms: [start], weight: PREFIX, part: left }, { forms: [right], weight: PREFIX, part: other }];
      }
    }
    return [];
  }

  // --- scoring ----------------------------------------------------------------------------------------------------

  function score({ forms, weight, part }) {
    const stems = new Set(forms.flatMap((form) => part.forms[form]));
    const found = new Map();
    for (const stem of stems) {
      const postings = part.postings[stem];
      for (let i = 0, number = 0; i < postings.length; i += 2) {
        number += postings[i];
        found.set(number, Math.max(found.get(number) ?? 0, weight * postings[i + 1]));
      }
    }
    const marks = Object.keys(part.forms).filter((form) => [part.forms[form]].flat().some((stem) => stems.has(stem)));
    return { found, marks };
  }

  async function search(text) {
    const { stopSet } = await chart();
    const asked = [...new Set(words(text))];
    const telling = asked.filter((word) => !stopSet.has(word));
    const total = new Map(), marks = new Set(), unknown = [], instead = [];
    for (const [word, ways] of await Promise.all(telling.map(async (word) => [word, await readings(word)]))) {
      if (!ways.length) unknown.push(word);
      else if (ways[0].weight < PREFIX) instead.push([word, ways[0].forms.slice(0, 3)]);
      for (const way of ways) {
        const { found, marks: forms } = score(way);
        for (const [number, points] of found) total.set(number, (total.get(number) ?? 0) + points);
        forms.forEach((form) => marks.add(form));
      }
    }
    const ranked = [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
    return { ranked, marks, unknown, instead, empty: asked.length > 0 && !telling.length };
  }

  return { receive, search, documentAt, words, fold, page, PER_PAGE };
})();
