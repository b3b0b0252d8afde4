// The drawing itself: sigma with our shapes, the keys of the map, and what is read aloud.

import Sigma from "sigma";
import { outstanding, palette, pens, reducers } from "./look.js";
import { frame } from "./groups.js";
import { leaveThePageAlone, press } from "./keys.js";
import { Names } from "./names.js";
import { Way } from "./route.js";
import { ShapeProgram } from "./shapes.js";
import { isPerson, Walk } from "./walk.js";
import { fill, folded } from "./words.js";

const DURATION = 250;
const CLOSE = 0.35;

export class Canvas {
  constructor({ root, stage, words, tell, pick }) {
    Object.assign(this, { root, stage, words, tell, pick });
    this.names = new Names(() => this.outstanding());
    this.hidden = new Set();
    this.sought = "";
    this.way = new Way(this);
    this.forget();
    this.moment = this.today = Infinity;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    stage.addEventListener("keydown", (event) => press(this, event));
    leaveThePageAlone(stage);
    // It also fires when the map is put on the page: only then does the style sheet give it colours.
    this.sizes = new ResizeObserver(() => { this.sigma?.resize(true); this.recolor(); });
    this.sizes.observe(stage);
  }

  /** Forget which nodes stood out: in another graph they are others. */
  forget() {
    this.hovered = this.under = this.picked = this.hits = this.standing = null;
    this.turn = -1;
    this.way.forget();
  }

  draw(graph, { today, groups, quiet, hidden }) {
    this.kill();
    this.forget();
    Object.assign(this, { graph, today, groups, far: false, hidden: new Set(hidden) });
    this.walk = new Walk(graph, (node, from) => this.visible(node, from));
    this.recolor();
    const pen = pens(() => this.colors, { names: this.names, under: () => this.under });
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
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(null));
    this.sigma.on("clickNode", ({ node }) => (this.far ? this.enter(node) : this.open(node)));
    this.sigma.on("clickStage", () => this.close());
    if (groups) {
      this.sigma.setCustomBBox(frame(graph));
      this.sigma.getCamera().on("updated", () => this.stepBack());
    }
    this.stage.dataset.nodes = graph.order;
    this.tell(""); // what was told is of the map before
    this.stepBack();
  }

  kill() {
    this.sigma?.kill();
    this.sigma = null;
  }

  /** Let go of the page. */
  leave() {
    this.sizes.disconnect();
    this.kill();
  }

  /** From afar, with nothing chosen or sought, draw groups; else nodes. */
  stepBack() {
    const busy = this.walk.at !== null || this.picked !== null || this.hits !== null || this.way.steps !== null;
    this.showFar(Boolean(this.groups) && !busy && this.sigma?.getCamera().ratio > this.groups.far);
  }
  showFar(far) {
    if (far === this.far || !this.sigma) return;
    this.far = far;
    this.hovered = this.under = null;
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
  again() {
    this.standing = null;
    this.sigma?.refresh({ skipIndexation: true });
  }

  /** Let what is under the pointer stand out, in the next frame: a pointer passes many nodes. */
  hover(node) {
    this.under = node;
    this.hovered = this.far ? null : node;
    this.standing = null;
    this.sigma.scheduleRefresh({ skipIndexation: true });
  }

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
    this.seeAnew();
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
  /** What of that has its name written, with the room for it. */
  outstanding() {
    const keys = this.far ? [] : [...(this.focus().way?.keys() ?? this.focus().chosen)];
    return keys.map((key) => {
      const look = this.sigma.getNodeDisplayData(key);
      return { key, box: outstanding({ ...look, ...this.sigma.framedGraphToViewport(look), size: this.sigma.scaleSize(look.size) }) };
    });
  }
  standsOut() {
    const middle = this.hovered ?? this.walk.at ?? this.picked;
    const chosen = new Set([middle, this.walk.ahead].filter((node) => node !== null && this.visible(node)));
    const near = chosen.size && this.visible(middle) ? new Set(this.graph.neighbors(middle).filter((node) => this.visible(node, middle))) : null;
    return { middle, chosen, near, hits: this.hits, way: this.hovered === null ? this.way.steps : null };
  }

  hide(kinds) {
    this.hidden = new Set(kinds);
    this.seeAnew();
  }

  /** What is visible changed: count it, look for hits and a way in it, and stand nowhere that is not there. */
  seeAnew() {
    this.count();
    if (this.walk.at !== null && !this.visible(this.walk.at)) this.walk.leave();
    this.hits = this.found();
    this.way.find();
    this.again();
  }

  choose(number) {
    this.picked = number >= 0 && this.graph.hasNode(number) ? String(number) : null;
    if (this.picked !== null && this.walk.at !== this.picked) this.walk.stand(this.picked);
    if (this.picked === null) this.walk.leave();
    this.way.find();
    this.stepBack();
    this.again();
  }

  /** Make where one stands the start of a way, or let go of the start; return whether there is a start now. */
  begin() {
    const begun = this.way.begin();
    this.again();
    return begun;
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
    this.way.find();
    this.pick(Number(node));
  }

  close() {
    this.walk.leave();
    this.pick(-1);
    this.again();
  }

  seek(text) {
    this.sought = folded(text.trim());
    this.turn = -1;
    this.hits = this.found();
    this.stepBack();
    if (this.hits) this.tell(fill(this.words.found, { total: this.hits.size }));
    this.again();
  }

  /** What is visible and sought; null when nothing is sought. */
  found() {
    const named = (label) => folded(label).includes(this.sought);
    return this.sought ? new Set(this.graph.filterNodes((node, { label }) => this.visible(node) && named(label))) : null;
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
    const here = isPerson(this.graph, at) ? this.words.here_person : this.words.here;
    if (ahead === null) return this.tell(fill(here, { ...about(at), total }));
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
