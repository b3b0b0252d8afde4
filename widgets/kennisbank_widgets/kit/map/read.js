// From the bytes that Python sends to a graph. `widget.py` says what each part holds.

import Graph from "graphology";
import { Groups } from "./groups.js";
import { SHAPES } from "./shapes.js";
import { isPerson } from "./walk.js";

const PERSON = 5;

/** Copy a DataView to an array of `Type` (a view may start anywhere, a typed array may not). */
function numbers(view, Type) {
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  return new Type(bytes);
}

/** Return the graph that the model holds: nodes 0, 1, … with x, y, size, label, kind and shape. */
export function read(model) {
  const places = numbers(model.get("_places"), Float32Array);
  const kinds = numbers(model.get("_kinds"), Uint8Array);
  const ends = numbers(model.get("_ends"), Uint32Array);
  const relations = numbers(model.get("_relations"), Uint8Array);
  const names = new TextDecoder().decode(model.get("_names")).split("\n");
  const legend = model.get("_legend");
  const [words, inverse] = [model.get("_relation_words"), model.get("_inverse_words")];
  const days = numbers(model.get("_days"), Int32Array);
  const since = numbers(model.get("_since"), Int32Array);
  const until = numbers(model.get("_until"), Int32Array);
  const graph = new Graph({ multi: true, type: "undirected" });
  kinds.forEach((number, node) => {
    const { kind, label, shape } = legend[number];
    const [x, y] = [places[2 * node], places[2 * node + 1]];
    graph.addNode(node, { x, y, label: names[node], day: days[node], kind, sort: label, form: shape, shape: SHAPES.indexOf(shape), type: "shape" });
  });
  relations.forEach((relation, number) => {
    graph.addEdge(ends[2 * number], ends[2 * number + 1], {
      relation: words[relation], inverse: inverse[relation], since: since[number], until: until[number], size: 0.6,
    });
  });
  const shrink = Math.min(1, Math.max(0.45, 18 / Math.sqrt(graph.order || 1)));
  // People are all of one size: a map that says who has the most ties would be a list of who matters.
  const weight = (node) => (isPerson(graph, node) ? PERSON : graph.degree(node));
  graph.forEachNode((node) => {
    graph.setNodeAttribute(node, "size", Math.max(2.5, shrink * Math.min(22, 4 + 1.7 * Math.sqrt(weight(node)))));
  });
  return graph;
}

/** Return the groups that the model holds, or null when the map is small enough to read without. */
export function groups(model, graph) {
  const names = model.get("_group_names");
  return names.length ? new Groups(graph, numbers(model.get("_groups"), Uint16Array), names) : null;
}
