// How the map looks: colours from the page's style sheet, names drawn with a halo, and what stands out or steps back.

import { beside } from "./names.js";

/** Read the colours that `map.css` gives for this theme. */
export function palette(element, kinds) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(`--map-${name}`).trim();
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, read(kind) || read("other")])),
    ink: read("ink"),
    paper: read("paper"),
    line: read("line"),
    strong: read("strong"),
    faded: read("faded"),
    edge: read("edge"),
    group: read("group"),
  };
}

const FONT = "system-ui, sans-serif";
const BRIEF = 32;
/** How far the ring of what stands out is from its sign. */
export const RING = 4;

function write(context, node, { colors, size, weight, whole, names }) {
  if (!node.label) return;
  const text = whole || node.label.length <= BRIEF ? node.label : `${node.label.slice(0, BRIEF - 1).trimEnd()}…`;
  context.font = `${weight} ${size}px ${FONT}`;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = colors.paper;
  context.fillStyle = colors.ink;
  const { width } = context.measureText(text);
  const place = names.place(node, text, { width, letters: size, within: { width: context.canvas.clientWidth, height: context.canvas.clientHeight }, forced: whole || node.forceLabel });
  if (!place) return;
  context.strokeText(text, place.x, place.line);
  context.fillText(text, place.x, place.line);
}

const pencil = document.createElement("canvas").getContext("2d");

/** Return the room that `node` takes with its ring and its name when it stands out. */
export function outstanding(node) {
  pencil.font = `700 14px ${FONT}`;
  const name = beside(node, { width: pencil.measureText(node.label ?? "").width, letters: 14 })[0];
  const [x, y] = [node.x - node.size - RING, Math.min(name.y, node.y - node.size - RING)];
  return { x, y, width: name.x + name.width - x, height: Math.max(name.height, 2 * (node.size + RING)) };
}

/** Break `text` into lines of at most `width`, at 13 pixels. */
export function lines(text, width) {
  pencil.font = `400 13px ${FONT}`;
  const told = [""];
  for (const word of text.split(" ")) {
    const longer = `${told.at(-1)} ${word}`.trim();
    if (told.at(-1) && pencil.measureText(longer).width > width) told.push(word);
    else told[told.length - 1] = longer;
  }
  return told;
}

/**
 * Return the two drawing functions sigma asks for: a name, and a name that stands out. `names` says which are written, `under`
 * gives the node under the pointer, whose name stands out.
 */
export function pens(colors, { names, under }) {
  return {
    name: (context, node) => node.highlighted || node.key === under() || write(context, node, { colors: colors(), size: 13, weight: "400", names }),
    standout: (context, node) => {
      if (!node.highlighted && node.key !== under()) return; // the pointer has left the map
      context.beginPath();
      context.arc(node.x, node.y, node.size + RING, 0, 2 * Math.PI);
      context.lineWidth = 3;
      context.strokeStyle = colors().strong;
      context.stroke();
      write(context, node, { colors: colors(), size: 14, weight: "700", whole: true, names });
    },
  };
}

/** Return the reducers that make what `focus` names stand out and let the rest step back. */
export function reducers({ graph, colors, focus, visible, begun, quiet }) {
  const node = (name, data) => {
    if (!visible(name)) return { ...data, hidden: true };
    const { chosen, near, hits, way } = focus();
    const bright = { ...data, color: colors().kinds[data.kind] };
    if (way) return way.has(name) ? { ...bright, highlighted: true, zIndex: 3, forceLabel: true } : { ...data, color: colors().faded, label: null, zIndex: 0 };
    if (chosen.has(name)) return { ...bright, highlighted: true, zIndex: 3, forceLabel: true };
    if (near ? near.has(name) : hits && hits.has(name)) return { ...bright, zIndex: 2, forceLabel: (near ?? hits).size <= 25 };
    return near || hits ? { ...data, color: colors().faded, label: null, zIndex: 0 } : bright;
  };
  const edge = (name, data) => {
    const [from, to] = graph.extremities(name);
    const { middle, chosen, near, way } = focus();
    if (!visible(from) || !visible(to) || !begun(name)) return { ...data, hidden: true };
    if (way) {
      const step = way.has(from) && way.has(to) && Math.abs(way.get(from) - way.get(to)) === 1;
      return step ? { ...data, color: colors().strong, size: 4, zIndex: 2 } : { ...data, color: colors().line, size: 0.4 };
    }
    if (!near) return quiet ? { ...data, hidden: true } : { ...data, color: colors().line };
    if (from !== middle && to !== middle) return { ...data, hidden: true };
    const ahead = chosen.has(from) && chosen.has(to);
    return { ...data, color: ahead ? colors().strong : colors().edge, size: ahead ? 3 : 1, zIndex: 1 };
  };
  return { node, edge };
}
