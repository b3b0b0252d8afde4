// The frame's own behaviour: light or dark, the other language, and what is said when the connection is lost.

import { config } from "./config.js";

function theme() {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const button = document.getElementById("kb-theme");
  const tell = () => button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("kb-theme", root.dataset.theme); } catch { /* a private window: only for now */ }
    tell();
  });
  tell();
}

/** The other language shows the same page with the same filters. */
function language() {
  const link = document.getElementById("kb-language");
  const retarget = () => {
    const query = new URLSearchParams(location.search);
    query.set("lang", link.hreflang);
    link.href = `?${query}`;
  };
  for (const moment of ["focus", "pointerenter", "click"]) link.addEventListener(moment, retarget);
}

/** A page that cannot be reached any more says so, once; `back` takes it away when the line is there again. */
function lost() {
  const box = document.getElementById("kb-lost");
  const say = (text) => {
    if (!box.hidden) return;
    const reload = Object.assign(document.createElement("button"), { type: "button", className: "kb-button", textContent: config.words.reload });
    reload.addEventListener("click", () => location.reload());
    box.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }), reload);
    box.hidden = false;
    document.dispatchEvent(new CustomEvent("kb-lost"));
  };
  return {
    lost: () => say(config.words.lost),
    failed: () => say(config.words.failed),
    fault: (number) => say(config.words.fault.replace("{number}", number)),
    back: () => { if (box.textContent.startsWith(config.words.lost)) box.hidden = true; },
  };
}

/** Make the frame work; what comes back tells people about the connection. */
export function frame() {
  theme();
  language();
  return lost();
}
