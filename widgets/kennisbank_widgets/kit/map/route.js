// The shortest way between two nodes, along what is visible.

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

/** The words for a way: each step says through what it goes and where it ends. */
export function told(graph, way, relation) {
  const name = (node) => graph.getNodeAttribute(node, "label");
  return way.slice(1).map((node, step) => `${step + 1}. ${relation(way[step], node)}: ${name(node)}`).join("; ");
}
