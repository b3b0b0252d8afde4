// A part of a page as plain HTML. What people do in it goes to Python as a word with values; see `widget.py`.

/** The values of a form by name; a checkbox counts when it is ticked. */
function values(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

/** How to find the element with focus again after the HTML was replaced. */
function mark(element, root) {
  if (!element || !root.contains(element)) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const { do: deed, value } = element.dataset;
  if (deed) return `[data-do="${CSS.escape(deed)}"]${value === undefined ? ":not([data-value])" : `[data-value="${CSS.escape(value)}"]`}`;
  return element.name ? `[name="${CSS.escape(element.name)}"]` : null;
}

/** Links and forms that lead to another page of ours keep the language of this one. */
function keepLanguage(root) {
  const language = new URLSearchParams(location.search).get("lang");
  if (!language) return;
  for (const link of root.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    if (/^[a-z]*(\?|$)/.test(href)) link.setAttribute("href", `${href}${href.includes("?") ? "&" : "?"}lang=${encodeURIComponent(language)}`);
  }
  for (const form of root.querySelectorAll("form[action]")) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "lang", value: language }));
  }
}

const nameOf = (form) => `${form.dataset.do} ${form.dataset.value ?? ""}`;
const formsOf = (root) => [...root.querySelectorAll("form[data-do]")].map((form) => [nameOf(form), form]);

/** What was typed in the forms of `root` and not sent yet, by form and field. */
function typedIn(root, sent) {
  const changed = (field) => field.name && "defaultValue" in field && field.type !== "checkbox" && field.type !== "radio" && field.value !== field.defaultValue;
  return new Map(formsOf(root).filter(([name]) => name !== sent).map(([name, form]) => [name, [...form.elements].filter(changed).map((field) => [field.name, field.value])]));
}

/** Put back what was typed, in the forms that are still there. */
function putBack(root, typed) {
  for (const [name, form] of formsOf(root)) {
    for (const [field, value] of typed.get(name) ?? []) if (form.elements[field]) form.elements[field].value = value;
  }
}

function render({ model, el }) {
  el.classList.add("kb-leaf");
  let sent = null;

  function draw() {
    const held = mark(document.activeElement, el);
    const open = new Set([...el.querySelectorAll("details[open][data-key]")].map((part) => part.dataset.key));
    const unsent = typedIn(el, sent);
    sent = null;
    el.innerHTML = model.get("html");
    putBack(el, unsent);
    keepLanguage(el);
    for (const part of el.querySelectorAll("details[data-key]")) if (open.has(part.dataset.key)) part.open = true;
    if (held) el.querySelector(held)?.focus({ preventScroll: true });
  }
  function focus() {
    const [selector] = model.get("_focus");
    const wanted = selector && el.querySelector(selector);
    wanted?.focus();
    wanted?.scrollIntoView({ block: "start", behavior: "instant" });
  }
  const send = (deed, value, more = {}) => model.send({ do: deed, value: value ?? "", values: more });

  el.addEventListener("click", (event) => {
    const part = event.target.closest("[data-do], [data-open]");
    if (!part || part.matches("form, select") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (part.dataset.open) send("open", part.dataset.open);
    else send(part.dataset.do, part.dataset.value, part.form ? values(part.form) : {});
  });
  el.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.do) return;
    event.preventDefault();
    sent = nameOf(form);
    send(form.dataset.do, form.dataset.value, values(form));
  });
  el.addEventListener("change", (event) => {
    const part = event.target.closest("select[data-do]");
    if (part) send(part.dataset.do, part.value);
  });
  model.on("change:html", draw);
  model.on("change:_focus", focus);
  draw();
  return () => { model.off("change:html", draw); model.off("change:_focus", focus); };
}

export default { render };
