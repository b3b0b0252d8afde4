// The parts around the map, as ordinary HTML: search box, buttons, legend, help and the line that is read aloud.

import { sign } from "./shapes.js";

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The search box: `type(text)` while typing, `enter()` on Enter. */
export function searchBox(words, { type, enter }) {
  const input = make("input", { type: "search", placeholder: words.search_hint, autocomplete: "off" });
  input.addEventListener("input", () => type(input.value));
  input.addEventListener("keydown", (event) => event.key === "Enter" && enter());
  return { input, element: make("label", { class: "map-search" }, make("span", {}, words.search), input) };
}

/** Buttons in a row; each of `deeds` is [words key, sign, what to do]. */
export function buttons(words, deeds) {
  const made = deeds.map(([key, text, deed]) =>
    make("button", { type: "button", title: words[key], "aria-label": words[key], onclick: deed }, text),
  );
  return make("div", { class: "map-buttons", role: "group", "aria-label": words.view }, ...made);
}

/** A checkbox per kind, with its shape and number; `toggle(kind, shown)` tells what was changed. */
export function legend(words, kinds, { hidden, toggle }) {
  const items = kinds.map(({ kind, label, shape, count }) => {
    const box = make("input", { type: "checkbox", value: kind });
    box.checked = !hidden.includes(kind);
    box.addEventListener("change", () => toggle(kind, box.checked));
    return make("label", {}, box, sign(shape, `var(--map-${kind}, var(--map-other))`), `${label} `, make("span", { class: "map-count" }, `${count}`));
  });
  return make("fieldset", { class: "map-legend" }, make("legend", {}, words.legend), ...items);
}

/** What the keys do, folded away. */
export function help(words) {
  const lines = words.keys.split("\n").map((line) => make("li", {}, line));
  return make("details", { class: "map-help" }, make("summary", {}, words.help), make("ul", {}, ...lines));
}
