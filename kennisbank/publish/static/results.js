// Shows what search.js finds: as you type, with marks, a few at a time, and the question in the address.
"use strict";

(() => {
  const { page, PER_PAGE, search, documentAt, fold } = kennisbankSearch;
  const { words: say, kinds, months } = JSON.parse(document.getElementById("words").textContent);
  const field = document.getElementById("q");
  const outcome = document.getElementById("outcome");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  let asked = 0, ranked = [], marks = new Set(), shown = 0;

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
    return made;
  }

  function marked(tag, text, attributes) {
    const made = element(tag, "", attributes);
    for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
      made.append(marks.has(fold(piece)) ? element("mark", piece) : piece);
    }
    return made;
  }

  function dayText(day) {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${months[month - 1]} ${year}`;
  }

  function result(doc) {
    const tongue = doc.l !== page.dataset.lang ? doc.l : "";
    const item = element("li", "", { class: "card" });
    const heading = element("h2", "", { lang: tongue });
    const link = marked("a", doc.t || say.untitled, { href: kennisbankPage(page.dataset.home + doc.p) });
    heading.append(link);
    item.append(heading);
    if (doc.g) item.append(marked("p", doc.g, { lang: tongue }));
    const meta = element("p", "", { class: "meta" });
    meta.append(element("span", kinds[doc.k] ?? doc.k), doc.d ? element("span", dayText(doc.d)) : "");
    item.append(meta);
    return item;
  }

  async function showMore({ focus = false } = {}) {
    const turn = asked;
    const next = ranked.slice(shown, shown + PER_PAGE);
    const docs = await Promise.all(next.map(documentAt));
    if (turn !== asked) return;
    const items = docs.map(result);
    list.append(...items);
    shown += items.length;
    more.hidden = shown >= ranked.length;
    if (focus) items[0]?.querySelector("a").focus();
  }

  function tell(text, { unknown, instead, empty }) {
    const count = ranked.length;
    const first = empty ? say.only_stop_words : count === 0 ? say.none : count === 1 ? say.one : say.many;
    const lines = [first.replace("%n", count).replace("%s", () => text)];
    for (const [word, forms] of instead) {
      lines.push(say.instead.replace("%s", () => word).replace("%t", () => forms.map((form) => `“${form}”`).join(", ")));
    }
    if (count && unknown.length) lines.push(say.unknown.replace("%s", () => unknown.map((word) => `“${word}”`).join(", ")));
    outcome.replaceChildren(...lines.map((line) => element("p", line)));
  }

  async function run(text) {
    const turn = ++asked;
    if (!text.trim()) {
      ranked = [];
      outcome.replaceChildren();
      list.replaceChildren();
      more.hidden = true;
      return;
    }
    try {
      const answer = await search(text);
      if (turn !== asked) return;
      ({ ranked, marks } = answer);
      shown = 0;
      list.replaceChildren();
      tell(text.trim(), answer);
      await showMore();
    } catch {
      if (turn === asked) outcome.replaceChildren(element("p", say.failed));
    }
  }

  function remember(text) {
    const address = new URL(window.location.href);
    if (text.trim()) address.searchParams.set("q", text);
    else address.searchParams.delete("q");
    window.history.replaceState(null, "", address);
    for (const link of document.querySelectorAll(".tongues a")) {
      link.search = address.search;
    }
  }

  let timer = 0;
  function changed() {
    window.clearTimeout(timer);
    remember(field.value);
    run(field.value);
  }

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(changed, 200);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  more.addEventListener("click", () => showMore({ focus: true }));

  field.value = new URLSearchParams(window.location.search).get("q") ?? "";
  changed();
  if (!field.value) field.focus();
})();
