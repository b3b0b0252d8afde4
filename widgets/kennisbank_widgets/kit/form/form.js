// A form of native inputs. Every keystroke is written to localStorage at once; a moment later to the kernel, which
// keeps it as a draft and acknowledges. Text that was not acknowledged comes back after a reload, whatever happened.
const WAIT = 400, AGAIN = 5000;
const el = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children.filter((child) => child !== null));
  return made;
};

function input(field, id, value, change) {
  const described = field.help ? `${id}-help` : null;
  let made;
  if (field.form === "prose") made = el("textarea", { rows: field.core ? 5 : 3 });
  else if (field.form === "choice" || field.form === "ref") {
    made = el("select");
    if (field.form === "ref") made.append(el("option", { value: "", textContent: "–" }));
    for (const [word, label] of field.options) made.append(el("option", { value: word, textContent: label }));
  } else if (field.form === "refs") {
    made = el("fieldset", {}, el("legend", { className: "kb-help", textContent: field.help || field.label }));
    for (const [word, label] of field.options) {
      const box = el("input", { type: "checkbox", value: word, name: field.name });
      box.checked = (value ?? []).includes(word);
      made.append(el("label", {}, box, label));
    }
    made.addEventListener("change", () => change([...made.querySelectorAll("input:checked")].map((box) => box.value)));
    made.setAttribute("aria-label", field.label);
    return made;
  } else made = el("input", { type: { day: "date", number: "number", address: "url" }[field.form] ?? "text" });
  if (field.form === "number") made.step = "any";
  made.value = value ?? "";
  made.id = id;
  made.name = field.name;
  if (described) made.setAttribute("aria-describedby", described);
  if (field.name === "title") { made.required = true; made.maxLength = 500; }
  made.addEventListener(made.tagName === "SELECT" ? "change" : "input", () => change(made.value));
  return made;
}

function render({ model, el: root }) {
  const words = model.get("words");
  let values = { ...model.get("values") };
  let number = Date.now(), timer = 0, waiting = 0;
  const key = () => model.get("key");
  const read = () => { try { return JSON.parse(localStorage.getItem(key())); } catch (_) { return null; } };
  const write = () => { try { localStorage.setItem(key(), JSON.stringify({ values, number })); } catch (_) { /* no storage: the bank still has it */ } };
  // What the bank has need not stay in a browser that others may use too.
  const forget = () => { try { localStorage.removeItem(key()); } catch (_) { /* nothing to remove */ } };

  const form = el("form", { className: "kb-form", noValidate: true });
  const summary = el("div", { className: "kb-summary", tabIndex: -1 });
  const offer = el("div", { className: "kb-message", hidden: true });
  const kept = el("p", { className: "kb-kept" });
  kept.setAttribute("role", "status");
  const save = el("button", { type: "submit", className: "kb-primary", textContent: words.save });
  const core = el("div"), depth = el("div");
  const more = el("details", {}, el("summary", { textContent: words.more }), depth);
  form.append(summary, offer, core, more, el("div", { className: "kb-row" }, save, kept));
  root.append(form);

  const send = (what) => { try { model.send({ do: what, values, number }); } catch (_) { /* the line is gone: the text is here */ } };
  // Text that the bank does not acknowledge is offered again and again, until it does.
  const offerText = () => {
    send("typed");
    clearTimeout(waiting);
    waiting = setTimeout(() => { kept.textContent = words.here; offerText(); }, AGAIN);
  };
  const changed = (name, value) => {
    values = { ...values, [name]: value };
    number += 1;
    write();
    const here = new URL(location.href);
    if (model.get("draft") && here.searchParams.get("draft") !== model.get("draft")) {
      here.searchParams.set("draft", model.get("draft"));
      history.replaceState(history.state, "", here);
    }
    clearTimeout(timer);
    timer = setTimeout(offerText, WAIT);
  };

  const draw = () => {
    const open = document.activeElement?.name;
    core.replaceChildren(); depth.replaceChildren();
    for (const field of model.get("fields")) {
      const id = `kb-${field.name}`;
      const made = input(field, id, values[field.name], (value) => changed(field.name, value));
      const box = el("div", { className: "kb-field" });
      const help = field.help && field.form !== "refs" ? el("p", { className: "kb-help", id: `${id}-help`, textContent: field.help }) : null;
      const title = field.form === "refs" ? el("span", { className: "kb-legend", textContent: field.label }) : el("label", { htmlFor: id, textContent: field.label });
      if (field.name === "title") title.append(el("span", { className: "kb-quiet", textContent: ` (${words.required})` }));
      box.append(title, ...(help ? [help] : []), made);
      (field.core ? core : depth).append(box);
    }
    more.hidden = !depth.childElementCount;
    if (open) form.elements[open]?.focus?.();
    blame();
    compare();
  };

  const blame = () => {
    const problems = Object.entries(model.get("problems"));
    form.querySelectorAll(".kb-error").forEach((old) => old.remove());
    form.querySelectorAll("[aria-invalid]").forEach((old) => old.removeAttribute("aria-invalid"));
    summary.replaceChildren();
    if (!problems.length) return;
    const list = el("ul");
    for (const [name, problem] of problems) {
      const made = form.querySelector(`#kb-${CSS.escape(name)}`);
      if (made) {
        made.setAttribute("aria-invalid", "true");
        made.before(el("p", { className: "kb-error", id: `kb-${name}-error`, textContent: problem }));
        made.setAttribute("aria-describedby", `kb-${name}-error kb-${name}-help`);
        if (made.closest("details")) more.open = true;
      }
      const link = el("a", { href: `#kb-${name}`, textContent: problem });
      link.addEventListener("click", (event) => { event.preventDefault(); made?.focus(); });
      list.append(el("li", {}, link));
    }
    summary.append(el("p", { textContent: words.problems }), list);
    summary.focus();
  };

  // Beside a field that somebody else changed meanwhile: their text, and a button to take it over.
  const compare = () => {
    form.querySelectorAll(".kb-theirs").forEach((old) => old.remove());
    for (const { name, theirs } of model.get("beside")) {
      const made = form.querySelector(`#kb-${CSS.escape(name)}`);
      if (!made) continue;
      const take = el("button", { type: "button", className: "kb-button", textContent: words.take });
      const panel = el("div", { className: "kb-panel kb-theirs" }, el("strong", { textContent: words.theirs }), el("pre", { textContent: theirs }), take);
      take.addEventListener("click", () => { made.value = theirs; changed(name, theirs); panel.remove(); made.focus(); });
      made.after(panel);
      if (made.closest("details")) more.open = true;
    }
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); clearTimeout(waiting); number += 1; write(); send("saved"); });
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
  document.addEventListener("kb-lost", () => { kept.textContent = words.here; });
  model.on("change:kept", () => { kept.textContent = model.get("kept"); });
  model.on("change:acknowledged", () => { clearTimeout(waiting); if (model.get("acknowledged") >= number) { forget(); kept.textContent = model.get("kept"); } });
  model.on("change:problems", blame);
  model.on("change:beside", compare);
  model.on("change:filled", () => { values = { ...model.get("values") }; draw(); });
  model.on("change:fields", draw);
  model.on("change:done", forget);

  const local = read();
  const server = model.get("values");
  const differs = local && JSON.stringify(local.values) !== JSON.stringify(server);
  if (local && differs) {
    values = { ...server, ...local.values };
    if (Object.values(server).some((value) => value.length)) {
      const other = el("button", { type: "button", className: "kb-button", textContent: words.use_other });
      other.addEventListener("click", () => { values = { ...server }; number += 1; write(); send("typed"); offer.hidden = true; draw(); });
      offer.append(`${words.restored} `, other);
    } else offer.append(words.restored);
    offer.hidden = false;
    number = Math.max(number, (local.number ?? 0) + 1);
    send("typed");
  }
  draw();
  compare();
  root.dataset.ready = "true";
}

export default { render };
