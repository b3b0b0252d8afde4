// The shortest way between two nodes, along what is visible: where it begins, how it goes, and its words.

import { fill } from "./words.js";

/** Return the nodes of a shortest way `from` … `to` in steps, or null. Of equal ways it takes the best tied nodes first. */
export function shortest(graph, from, to, visible) {
  const came = new Map([[from, null]]);
  for (let front = [from]; front.length && !came.has(to);) {
    const next = [];
    for (const at of front) {
      for (const node of graph.neighbors(at).sort((one, other) => graph.degree(other) - graph.degree(one) || one - other)) {
        if (came.has(node) || !visible(node, at)) continue;
        came.set(node, at);
        next.push(node);
      }
    }
    front = next;
  }
  if (!came.has(to)) return null;
  const way = [];
  for (let at = to; at !== null; at = came.get(at)) way.unshift(at);
  return way;
}

/** The way over `canvas` from a start to what is chosen; `steps` maps each of its nodes to its place, or is null. */
export class Way {
  constructor(canvas) {
    this.canvas = canvas;
    this.forget();
  }

  forget() { this.start = this.steps = null; }

  /** Make where one stands the start, or let go of the start; return whether there is one now. */
  begin() {
    const { walk, picked, words, tell } = this.canvas;
    const here = walk.at ?? picked;
    this.start = this.start === null ? here : null;
    this.steps = null;
    if (this.start !== null) tell(fill(words.way_from, { name: this.name(this.start) }));
    else tell(here === null ? words.way_first : words.way_off);
    return this.start !== null;
  }

  /** Find the way from the start to what is chosen now, and tell it. */
  find() {
    const { graph, picked, words, tell } = this.canvas;
    this.steps = null;
    if (this.start === null || picked === null || picked === this.start) return;
    const [from, to] = [this.name(this.start), this.name(picked)];
    const seen = [this.start, picked].every((node) => this.canvas.visible(node));
    const nodes = seen ? shortest(graph, this.start, picked, (node, at) => this.canvas.visible(node, at)) : null;
    if (nodes === null) return tell(fill(words.way_none, { from, to }));
    this.steps = new Map(nodes.map((node, step) => [node, step]));
    tell(fill(words.way, { from, to, total: nodes.length - 1, steps: told(graph, nodes, (one, other) => this.canvas.relation(one, other)) }));
  }

  name(node) { return this.canvas.graph.getNodeAttribute(node, "label"); }
}

/** The words for a way: each step says through what it goes and where it ends. */
function told(graph, way, relation) {
  const name = (node) => graph.getNodeAttribute(node, "label");
  return way.slice(1).map((node, step) => `${step + 1}. ${relation(way[step], node)}: ${name(node)}`).join("; ");
}
