// Walking over the map with the arrow keys: one stands on a node, looks at its neighbours and steps to one of them.

export const isPerson = (graph, node) => graph.getNodeAttribute(node, "kind") === "person";

export class Walk {
  /** `graph` is a graphology graph; `visible(node, from)` says whether a node may be walked on, from there. */
  constructor(graph, visible) {
    this.graph = graph;
    this.visible = visible;
    this.at = null;
    this.trail = [];
    this.turn = -1;
  }

  /** Best tied first; people, who are not put beside each other, after the rest and by name. */
  first(one, other) {
    const people = [one, other].map((node) => isPerson(this.graph, node));
    if (people[0] !== people[1]) return people[0] - people[1];
    const name = (node) => this.graph.getNodeAttribute(node, "label");
    return people[0] ? name(one).localeCompare(name(other)) || one - other : this.graph.degree(other) - this.graph.degree(one) || one - other;
  }

  /** The neighbours of where one stands. */
  around() {
    if (this.at === null) return [];
    const found = this.graph.neighbors(this.at).filter((node) => node !== this.at && this.visible(node, this.at));
    return found.sort((one, other) => this.first(one, other));
  }

  /** The neighbour one looks at, or null. */
  get ahead() {
    return this.turn < 0 ? null : (this.around()[this.turn] ?? null);
  }

  stand(node) {
    if (this.at !== null && this.at !== node) this.trail.push(this.at);
    this.at = node;
    this.turn = -1;
  }

  /** Look at the next (1) or the previous (-1) neighbour. */
  look(direction) {
    const total = this.around().length;
    if (total) this.turn = this.turn < 0 && direction < 0 ? total - 1 : (this.turn + direction + total) % total;
  }

  step() {
    if (this.ahead !== null) this.stand(this.ahead);
  }

  back() {
    while (this.trail.length) {
      const before = this.trail.pop();
      if (!this.visible(before)) continue;
      this.at = before;
      this.turn = -1;
      return;
    }
  }

  /** Stand nowhere. */
  leave() {
    this.at = null;
    this.turn = -1;
  }

  /** Stand on the best tied node; on a person only where there is nothing else. */
  home() {
    const [start] = this.graph.filterNodes((node) => this.visible(node)).sort((one, other) => this.first(one, other));
    if (start !== undefined) this.stand(start);
  }
}
