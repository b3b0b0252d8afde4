// The drawing itself: sigma with our shapes, the keys of the map, and what is read aloud.

import Sigma from "sigma";
import { palette, pens, reducers } from "./look.js";
import { frame } from "./groups.js";
import { press } from "./keys.js";
import { Names } from "./names.js";
import { shortest, told } from "./route.js";
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
    this.names = new Names();
    this.hidden = new Set();
    this.hits = null;
    this.turn = -1;
    this.hovered = null;
    this.picked = null;
    this.start = null;
    this.way = null;
    this.moment = this.today = Infinity;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    stage.addEventListener("keydown", (event) => press(this, event));
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

  draw(graph, { today, groups, quiet }) {
    this.kill();
    Object.assign(this, { graph, today, groups, far: false });
    this.start = this.way = null;
    this.walk = new Walk(graph, (node, from) => this.visible(node, from));
    this.recolor();
    const pen = pens(() => this.colors, this.names);
    const looks = reducers({
      graph, colors: () => this.colors, focus: () => this.focus(), visible: (node) => this.visible(node),
      begun: (edge) => this.begun(edge), quiet,
    });
    this.sigma = new Sigma(graph, this.stage, {
      allowInvalidContainer: true, zIndex: true, hideEdgesOnMove: graph.size > 8000,
      nodeProgramClasses: { shape: ShapeProgram }, defaultNodeType: "shape",
      defaultDrawNodeLabel: pen.name, defaultDrawNodeHover: pen.standout,
      nodeReducer: (node, data) => (this.far ? groups.node(node, data, this.colors) : looks.node(node, data)),
      edgeReducer: (edge, data) => (this.far ? groups.edge(edge, data, this.colors) : looks.edge(edge, data)),
      labelDensity: 1, labelGridCellSize: 80, labelRenderedSizeThreshold: 5, stagePadding: 40,
      minCameraRatio: 0.02, maxCameraRatio: 3, enableCameraRotation: false,
      zoomDuration: this.calm.matches ? 0 : DURATION, inertiaDuration: this.calm.matches ? 0 : 200,
      doubleClickZoomingDuration: this.calm.matches ? 0 : DURATION,
    });
    this.sigma.on("beforeRender", () => this.names.wipe());
    this.sigma.on("enterNode", ({ node }) => { if (!this.far) { this.hovered = node; this.again(); } });
    this.sigma.on("leaveNode", () => { this.hovered = null; this.again(); });
    this.sigma.on("clickNode", ({ node }) => (this.far ? this.enter(node) : this.open(node)));
    this.sigma.on("clickStage", () => this.close());
    if (groups) {
      this.sigma.setCustomBBox(frame(graph));
      this.sigma.getCamera().on("updated", () => this.stepBack());
    }
    this.stage.dataset.nodes = graph.order;
    this.stepBack();
  }

  kill() {
    this.sigma?.kill();
    this.sigma = null;
  }

  /** From afar, with nothing chosen or sought, draw groups; else nodes. */
  stepBack() {
    const busy = this.walk.at !== null || this.picked !== null || this.hits !== null || this.way !== null;
    this.showFar(Boolean(this.groups) && !busy && this.sigma?.getCamera().ratio > this.groups.far);
  }
  showFar(far) {
    if (far === this.far || !this.sigma) return;
    this.far = far;
    this.hovered = null;
    if (far) this.groups.count((node) => this.visible(node));
    this.sigma.setGraph(far ? this.groups.graph : this.graph);
    this.stage.dataset.far = far;
    if (far) this.tell(fill(this.words.far, { total: this.groups.graph.order }));
  }
  /** Come so close to a group that its nodes are seen. */
  enter(group) {
    const { x, y } = this.sigma.getNodeDisplayData(group);
    this.move({ x, y, ratio: this.groups.far / 2 });
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

  count() {
    if (this.far) this.groups.count((node) => this.visible(node));
    return this.countNodes();
  }
  countNodes() { return (this.stage.dataset.shown = this.graph.filterNodes((node) => this.visible(node)).length); }

  /** What stands out now: the node under the pointer or the one chosen, its neighbours, and what was searched for. */
  focus() {
    if (!this.standing) {
      this.standing = this.standsOut();
      queueMicrotask(() => { this.standing = null; }); // asked for every node and tie of a picture
    }
    return this.standing;
  }
  standsOut() {
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
    this.stepBack();
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
    this.stepBack();
    if (this.hits) this.tell(fill(this.words.found, { total: this.hits.size }));
    this.again();
  }

  nextHit() {
    if (!this.hits?.size) return;
    this.turn = (this.turn + 1) % this.hits.size;
    this.open([...this.hits][this.turn]);
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
    this.showFar(false);
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
