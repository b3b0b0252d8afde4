// The knowledge map: a network one can pan, zoom, filter, search and walk through with the keyboard.

import { Canvas } from "./canvas.js";
import { keep } from "./keeping.js";
import { buttons, help, legend, make, searchBox } from "./parts.js";
import { give } from "./picture.js";
import { groups, read } from "./read.js";
import { drawable } from "./shapes.js";
import { iso, number, Timeline } from "./timeline.js";
import { fill } from "./words.js";

const PAUSE = 300;

/** Show what `model` holds and tell it what was chosen; `widget.py` says what each trait is. */
function render({ model, el }) {
  const words = model.get("_words");
  const live = make("p", { class: "map-live", "aria-live": "polite", role: "status" });
  const note = make("p", { class: "map-note" });
  const key = make("div");
  const tell = (text) => { live.textContent = text; };
  const root = make("section", { class: "kb-map", "aria-label": words.name });
  const stage = make("div", {
    class: "map-stage", tabindex: "0", role: "application", "aria-roledescription": words.role, "aria-label": words.name,
  });
  const send = (name, value) => { model.set(name, value); model.save_changes(); };

  const canvas = drawable() ? new Canvas({ root, stage, words, tell, pick: (number) => send("_picked", number) }) : null;
  let typing;
  function type(text) {
    canvas?.seek(text);
    clearTimeout(typing);
    typing = setTimeout(() => send("query", text), PAUSE);
  }
  const search = searchBox(words, { type, enter: () => canvas?.nextHit() });
  const tools = buttons(words, [
    ["zoom_in", "+", () => canvas.zoom(1.5)],
    ["zoom_out", "−", () => canvas.zoom(1 / 1.5)],
    ["whole", "⤢", () => canvas.fit()],
  ]);
  const way = make("button", { type: "button", class: "map-way", "aria-pressed": "false", onclick: () => press() }, words.way_button);
  const press = () => way.setAttribute("aria-pressed", String(canvas.begin()));
  if (canvas) canvas.wayKey = press;
  const files = make("div", { class: "map-files", role: "group", "aria-label": words.keep }, way,
    ...["png", "svg", "gexf"].map((form) => make("button", { type: "button", onclick: () => save(form) }, words.save.replace("{form}", form.toUpperCase()))));
  const save = (form) => (form === "gexf" ? model.send({ ask: form }) : keep(canvas, form));
  const receive = (message, [content]) => message.form && give(new Blob([content], { type: "application/xml" }), `${words.file}.${message.form}`);
  model.on("msg:custom", receive);
  root.append(make("div", { class: "map-bar" }, search.element, canvas ? tools : ""), key, note);
  let waiting;
  function goTo(day) {
    canvas.goTo(day);
    clearTimeout(waiting);
    waiting = setTimeout(settle, 2 * PAUSE);
  }
  /** Tell the moment, and let the rest of the page follow, once time stands still. */
  function settle() {
    if (timeline.beat) {
      waiting = setTimeout(settle, 2 * PAUSE);
      return;
    }
    const { moment } = canvas;
    tell(fill(words.moment_told, { day: moment === Infinity ? words.moment_now : iso(moment), total: canvas.count() }));
    send("moment", moment === Infinity ? "" : iso(moment));
  }
  const timeline = canvas && new Timeline({ words, goTo, calm: () => canvas.calm.matches });
  if (canvas) root.append(timeline.element, stage, live, files, help(words));
  else root.append(make("p", { class: "map-missing", role: "status" }, words.missing), live);
  el.append(root);

  function toggle(kind, shown) {
    const hidden = model.get("hidden").filter((name) => name !== kind);
    send("hidden", shown ? hidden : [...hidden, kind]);
  }
  function drawKey() {
    const focused = key.contains(document.activeElement) ? document.activeElement.value : null;
    key.replaceChildren(legend(words, model.get("_legend"), { hidden: model.get("hidden"), toggle }));
    if (focused) key.querySelector(`input[value="${focused}"]`)?.focus();
  }
  const drawGraph = (graph) => canvas.draw(graph, {
    today: model.get("_today"), groups: groups(model, graph), quiet: model.get("_quiet"), hidden: model.get("hidden"),
  });
  function drawAll() {
    note.textContent = model.get("_note");
    drawKey();
    if (canvas) drawGraph(read(model));
    way.setAttribute("aria-pressed", "false");
    travel();
    choose();
    seek();
  }
  function travel() {
    const day = number(model.get("moment"));
    if (!canvas) return;
    const { graph } = canvas;
    timeline.span([...graph.mapNodes((_, about) => about.day), ...graph.mapEdges((_, about) => about.since)], day, model.get("_today"));
    if (!timeline.element.hidden) return canvas.goTo(day);
    canvas.goTo(Infinity); // without a slider there would be no way back to today
    if (day !== Infinity) send("moment", "");
  }
  const arrive = () => canvas && number(model.get("moment")) !== canvas.moment && travel();
  const hide = () => { drawKey(); canvas?.hide(model.get("hidden")); };
  const choose = () => canvas?.choose(model.get("_picked"));
  function seek() {
    const text = model.get("query");
    if (search.input.value === text && search.input === document.activeElement) return;
    search.input.value = text;
    canvas?.seek(text);
  }

  const follow = { "change:_drawing": drawAll, "change:hidden": hide, "change:_picked": choose, "change:query": seek, "change:moment": arrive };
  for (const [name, deed] of Object.entries(follow)) model.on(name, deed);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const recolor = () => canvas?.recolor();
  const watch = new MutationObserver(recolor);
  watch.observe(document.documentElement, { attributes: true });
  watch.observe(document.body, { attributes: true });
  dark.addEventListener("change", recolor);
  drawAll();

  return () => {
    for (const [name, deed] of Object.entries(follow)) model.off(name, deed);
    model.off("msg:custom", receive);
    dark.removeEventListener("change", recolor);
    watch.disconnect();
    timeline?.stop();
    clearTimeout(waiting);
    clearTimeout(typing);
    canvas?.leave();
  };
}

export default { render };
