// The drawing itself: sigma with our shapes, the keys of the map, and what is read aloud.

import Sigma from "sigma";
import { palette, pens, reducers } from "./look.js";
import { give, png, svg } from "./picture.js";
import { shortest, told } from "./route.js";
import { iso } from "./timeline.js";
import { ShapeProgram } from "./shapes.js";
import { Walk } from "./walk.js";

const DURATION = 250;
const CLOSE = 0.35;

/** Say whether this browser can draw the map. */
export function drawable() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Canvas {
  constructor({ root, stage, words, tell, pick }) {
    Object.assign(this, { root, stage, words, tell, pick });
    this.hidden = new Set();
    this.hits = null;
    this.turn = -1;
    this.hovered = null;
    this.picked = null;
    this.start = null;
    this.way = null;
    this.moment = this.today = Infinity;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    stage.addEventListener("keydown", (event) => this.press(event));
    this.leaveThePageAlone();
    // It also fires when the map is put on the page: only then does the style sheet give it colours.
    this.sizes = new ResizeObserver(() => { this.sigma?.resize(true); this.recolor(); });
    this.sizes.observe(stage);
  }

  /** Wheel and finger scroll the page until the map has focus; Ctrl and wheel always zooms. */
  leaveThePageAlone() {
    const active = () => this.stage === document.activeElement;
    const guard = (event) => { if (!active() && !event.ctrlKey) event.stopPropagation(); };
    for (const name of ["wheel", "touchstart", "touchmove"]) {
      this.stage.addEventListener(name, guard, { capture: true, passive: true });
    }
    this.stage.addEventListener("mousedown", () => this.stage.focus({ preventScroll: true }), { capture: true });
  }

  draw(graph, today) {
    this.kill();
    this.graph = graph;
    this.today = today;
    this.start = this.way = null;
    this.walk = new Walk(graph, (node, from) => this.visible(node, from));
    this.recolor();
    const pen = pens(() => this.colors);
    const looks = reducers({
      graph, colors: () => this.colors, focus: () => this.focus(), visible: (node) => this.visible(node),
      begun: (edge) => this.begun(edge),
    });
    this.sigma = new Sigma(graph, this.stage, {
      allowInvalidContainer: true, zIndex: true, hideEdgesOnMove: graph.size > 8000,
      nodeProgramClasses: { shape: ShapeProgram }, defaultNodeType: "shape",
      defaultDrawNodeLabel: pen.name, defaultDrawNodeHover: pen.standout,
      nodeReducer: looks.node, edgeReducer: looks.edge,
      labelDensity: 0.5, labelGridCellSize: 160, labelRenderedSizeThreshold: 7, stagePadding: 40,
      minCameraRatio: 0.02, maxCameraRatio: 3, enableCameraRotation: false,
      zoomDuration: this.calm.matches ? 0 : DURATION, inertiaDuration: this.calm.matches ? 0 : 200,
      doubleClickZoomingDuration: this.calm.matches ? 0 : DURATION,
    });
    this.sigma.on("enterNode", ({ node }) => { this.hovered = node; this.again(); });
    this.sigma.on("leaveNode", () => { this.hovered = null; this.again(); });
    this.sigma.on("clickNode", ({ node }) => this.open(node));
    this.sigma.on("clickStage", () => this.close());
    this.stage.dataset.nodes = graph.order;
  }

  kill() {
    this.sigma?.kill();
    this.sigma = null;
  }

  again() { this.sigma?.refresh({ skipIndexation: true }); }

  recolor() {
    const kinds = new Set(this.graph?.mapNodes((_, { kind }) => kind));
    this.colors = palette(this.root, [...kinds]);
    this.again();
  }

  /** Say whether `node` is on the map now and, where `from` is given, tied to that. */
  visible(node, from = null) {
    const { kind, day } = this.graph.getNodeAttributes(node);
    if (this.hidden.has(kind) || day > this.moment) return false;
    return from === null || this.graph.edges(from, node).some((edge) => this.begun(edge));
  }

  /** Say whether `edge` had begun and not ended at the moment that is shown. */
  begun(edge) {
    const { since, until } = this.graph.getEdgeAttributes(edge);
    return since <= this.moment && until > Math.min(this.moment, this.today);
  }

  /** Show the map as it was at the end of `day` (days since 1970). */
  goTo(day) {
    this.moment = day;
    this.count();
    this.findWay();
    this.again();
  }

  count() { return (this.stage.dataset.shown = this.graph.filterNodes((node) => this.visible(node)).length); }

  /** What stands out now: the node under the pointer or the one chosen, its neighbours, and what was searched for. */
  focus() {
    const middle = this.hovered ?? this.walk.at ?? this.picked;
    const chosen = new Set([middle, this.walk.ahead].filter((node) => node !== null && this.visible(node)));
    const near = chosen.size && this.visible(middle) ? new Set(this.graph.neighbors(middle).filter((node) => this.visible(node, middle))) : null;
    return { middle, chosen, near, hits: this.hits, way: this.hovered === null ? this.way : null };
  }

  hide(kinds) {
    this.hidden = new Set(kinds);
    this.count();
    this.again();
  }

  choose(number) {
    this.picked = number >= 0 && this.graph.hasNode(number) ? String(number) : null;
    if (this.picked !== null && this.walk.at !== this.picked) this.walk.stand(this.picked);
    if (this.picked === null) { this.walk.at = null; this.walk.turn = -1; }
    this.findWay();
    this.again();
  }

  /** Make where one stands the start of a way, or let go of the start; return whether there is a start now. */
  begin() {
    const here = this.walk.at ?? this.picked;
    this.start = this.start === null ? here : null;
    this.way = null;
    const name = this.start !== null && this.graph.getNodeAttribute(this.start, "label");
    if (this.start !== null) this.tell(fill(this.words.way_from, { name }));
    else this.tell(here === null ? this.words.way_first : this.words.way_off);
    this.again();
    return this.start !== null;
  }

  /** Find the way from the start to what is chosen now, make it stand out and tell it. */
  findWay() {
    this.way = null;
    if (this.start === null || this.picked === null || this.picked === this.start) return;
    const nodes = shortest(this.graph, this.start, this.picked, (node, at) => this.visible(node, at));
    const [from, to] = [this.start, this.picked].map((node) => this.graph.getNodeAttribute(node, "label"));
    if (nodes === null) return this.tell(fill(this.words.way_none, { from, to }));
    this.way = new Map(nodes.map((node, step) => [node, step]));
    const steps = told(this.graph, nodes, (one, other) => this.relation(one, other));
    this.tell(fill(this.words.way, { from, to, total: nodes.length - 1, steps }));
  }

  /** Say through what two neighbours are tied. */
  relation(one, other) {
    const words = this.graph.edges(one, other).filter((edge) => this.begun(edge))
      .map((edge) => this.graph.getEdgeAttribute(edge, this.graph.source(edge) === one ? "relation" : "inverse"));
    return [...new Set(words)].join(", ");
  }

  /** Give what is on the screen as a file, `form` "svg" or "png". */
  async keep(form) {
    const { text, ...size } = svg(this.sigma, { colors: this.colors, title: this.words.name, key: this.key(), lines: this.lines() });
    const content = form === "png" ? await png(text, size) : new Blob([text], { type: "image/svg+xml" });
    give(content, `${this.words.file}.${form}`);
  }

  /** What the signs mean, of the kinds that are shown now, with how many there are. */
  key() {
    const found = new Map();
    this.graph.forEachNode((node, { kind, sort, form }) => {
      if (!this.visible(node)) return;
      const known = found.get(kind) ?? { label: sort, form, color: this.colors.kinds[kind], count: 0 };
      found.set(kind, { ...known, count: known.count + 1 });
    });
    return [...found.values()];
  }
  /** What the picture shows, in words: the moment, and what size means. */
  lines() {
    const day = Number.isFinite(this.moment) ? this.moment : this.today;
    return [fill(this.words.moment_told, { day: iso(day), total: this.count() }), this.words.size_told];
  }
  open(node) {
    this.walk.stand(node);
    this.look(node);
    this.say();
    this.picked = node;
    this.findWay();
    this.pick(Number(node));
  }

  close() {
    this.walk.at = null;
    this.walk.turn = -1;
    this.pick(-1);
    this.again();
  }

  seek(text) {
    const wanted = folded(text.trim());
    this.turn = -1;
    this.hits = wanted
      ? new Set(this.graph.filterNodes((node, { label }) => this.visible(node) && folded(label).includes(wanted)))
      : null;
    if (this.hits) this.tell(fill(this.words.found, { total: this.hits.size }));
    this.again();
  }

  nextHit() {
    if (!this.hits?.size) return;
    this.turn = (this.turn + 1) % this.hits.size;
    this.open([...this.hits][this.turn]);
  }

  press(event) {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const deeds = {
      ArrowRight: () => this.turnTo(1), ArrowLeft: () => this.turnTo(-1),
      ArrowDown: () => this.go(() => this.walk.step()), ArrowUp: () => this.go(() => this.walk.back()),
      Home: () => this.go(() => this.walk.home()), Escape: () => this.close(),
      Enter: () => this.walk.at !== null && this.open(this.walk.ahead ?? this.walk.at),
      "+": () => this.zoom(1.5), "=": () => this.zoom(1.5), "-": () => this.zoom(1 / 1.5), 0: () => this.fit(),
    };
    const shift = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (event.key === "p") return this.wayKey?.();
    if (!deeds[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey && shift) this.pan(...shift);
    else deeds[event.key]();
  }

  turnTo(direction) {
    if (this.walk.at === null) return this.go(() => this.walk.home());
    this.walk.look(direction);
    this.say();
    return this.again();
  }

  go(deed) {
    deed();
    if (this.walk.at === null) this.walk.home();
    if (this.walk.at !== null) this.look(this.walk.at);
    this.say();
    this.again();
  }

  /** Say where one stands, or which neighbour one looks at and through what. */
  say() {
    const { at, ahead } = this.walk;
    if (at === null) return;
    const about = (node) => ({ name: this.graph.getNodeAttribute(node, "label"), kind: this.graph.getNodeAttribute(node, "sort") });
    const total = this.walk.around().length;
    if (ahead === null) return this.tell(fill(this.words.here, { ...about(at), total }));
    this.tell(fill(this.words.neighbour, { ...about(ahead), total, number: this.walk.turn + 1, relation: this.relation(at, ahead) }));
  }

  move(state) {
    const camera = this.sigma?.getCamera();
    if (!camera) return;
    if (this.calm.matches) camera.setState({ ...camera.getState(), ...state });
    else camera.animate(state, { duration: DURATION });
  }

  /** Bring `node` to the middle, close enough to read its neighbours. */
  look(node) {
    const place = this.sigma?.getNodeDisplayData(node);
    if (place) this.move({ x: place.x, y: place.y, ratio: Math.min(CLOSE, this.sigma.getCamera().ratio) });
  }

  zoom(factor) { this.move({ ratio: this.sigma.getCamera().getBoundedRatio(this.sigma.getCamera().ratio / factor) }); }

  fit() { this.move({ x: 0.5, y: 0.5, ratio: 1 }); }

  pan(x, y) {
    const camera = this.sigma.getCamera();
    this.move({ x: camera.x + 0.15 * camera.ratio * x, y: camera.y + 0.15 * camera.ratio * y });
  }
}
