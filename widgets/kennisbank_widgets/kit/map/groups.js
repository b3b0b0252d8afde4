// The map from afar: groups of nodes that hang together, each one sign with its number, and how strongly they are joined.

import Graph from "graphology";
import { SHAPES } from "./shapes.js";

const [FARTHEST, AT_ONCE, NAMED] = [0.6, 1500, 25];

/** Groups go by other names than nodes, so that none is taken for another. */
const key = (group) => `group ${group}`;

export class Groups {
  /** `of` gives the number of the group of each node, `names` what groups are called. */
  constructor(graph, of, names) {
    this.names = names;
    /** Farther away than this (camera ratio), and with nothing chosen, groups are drawn: nearer, some 1,500 nodes are seen at once. */
    this.far = Math.min(FARTHEST, Math.sqrt(AT_ONCE / graph.order));
    this.members = names.map(() => []);
    graph.forEachNode((node) => this.members[of[node]].push(node));
    this.graph = new Graph({ type: "undirected" });
    this.members.forEach((nodes, group) => nodes.length && this.graph.addNode(key(group), {
      x: mean(nodes, (node) => graph.getNodeAttribute(node, "x")), y: mean(nodes, (node) => graph.getNodeAttribute(node, "y")),
      group, label: names[group], form: "circle", shape: SHAPES.indexOf("circle"), type: "shape",
    }));
    graph.forEachEdge((_, about, from, to) => {
      const [one, other] = [of[from], of[to]];
      if (one === other) return;
      const ends = [key(one), key(other)];
      if (this.graph.hasEdge(...ends)) this.graph.updateEdgeAttribute(...ends, "ties", (ties) => ties + 1);
      else this.graph.addEdge(...ends, { ties: 1 });
    });
    this.strongest = this.graph.reduceEdges((most, _, { ties }) => Math.max(most, ties), 1);
  }

  /** Count who of each group is visible now. */
  count(visible) { this.counts = this.members.map((nodes) => nodes.filter((node) => visible(node)).length); }

  node(_, data, colors) {
    const { group } = data;
    const count = this.counts[group];
    if (!count) return { ...data, hidden: true };
    const size = Math.min(24, 4 + 0.8 * Math.sqrt(count));
    return { ...data, label: `${this.names[group]} (${count})`, size, color: colors.group, forceLabel: this.graph.order <= NAMED };
  }

  edge(name, data, colors) {
    const [one, other] = this.graph.extremities(name).map((node) => this.graph.getNodeAttribute(node, "group"));
    if (!this.counts[one] || !this.counts[other]) return { ...data, hidden: true };
    return { ...data, color: colors.line, size: 0.5 + 4 * Math.sqrt(this.graph.getEdgeAttribute(name, "ties") / this.strongest) };
  }
}

const mean = (nodes, of) => nodes.reduce((sum, node) => sum + of(node), 0) / nodes.length;

/** Where all nodes lie: the frame that both pictures share. */
export function frame(graph) {
  const box = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  graph.forEachNode((_, about) => {
    for (const axis of ["x", "y"]) box[axis] = [Math.min(box[axis][0], about[axis]), Math.max(box[axis][1], about[axis])];
  });
  return box;
}
