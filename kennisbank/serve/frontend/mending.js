// Names and roles that ipywidgets leaves out, in one place.

const label = (element) => element.querySelector(":scope > .widget-label")?.textContent.trim() ?? "";

function names() {
  for (const group of document.querySelectorAll(".widget-radio:not([role])")) {
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", label(group));
  }
  for (const group of document.querySelectorAll(".widget-toggle-buttons:not([role])")) {
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label(group));
  }
  for (const handle of document.querySelectorAll(".widget-slider .noUi-handle:not([aria-label])")) {
    handle.setAttribute("aria-label", label(handle.closest(".widget-slider")) || "?");
  }
  for (const button of document.querySelectorAll(".widget-button:not([aria-label])")) {
    if (!button.textContent.trim() && button.title) button.setAttribute("aria-label", button.title);
  }
}

/** Mend what is there, and what comes. */
export function mend() {
  let asked = 0;
  const soon = () => { asked ||= requestAnimationFrame(() => { asked = 0; names(); }); };
  new MutationObserver(soon).observe(document.body, { subtree: true, childList: true });
  names();
}
