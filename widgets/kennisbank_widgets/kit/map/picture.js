// The map as it stands on the screen, as a file: SVG, or PNG made of that.

import { lines as broken, RING } from "./look.js";
import { sign } from "./shapes.js";

const SPACE = "http://www.w3.org/2000/svg";
const FONT = "system-ui, sans-serif";
const [EDGE, ROW, COLUMN] = [16, 22, 170];

function part(tag, attributes) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A strip below the picture: the sign, name and number of each kind, and what the picture shows in words. */
function strip(key, lines, { colors, width, top }) {
  const made = part("g", { "class": "legend" });
  const write = (text, x, y) => {
    const line = part("text", { x, y, "font-family": FONT, "font-size": 13, fill: colors.ink });
    line.textContent = text;
    made.append(line);
  };
  const across = Math.max(1, Math.floor((width - 2 * EDGE) / COLUMN));
  key.forEach(({ label, form, color, count }, place) => {
    const [x, y] = [EDGE + (place % across) * COLUMN, top + ROW * (Math.floor(place / across) + 1)];
    const drawn = sign(form, color);
    for (const [name, value] of Object.entries({ x, y: y - 11, width: 14, height: 14 })) drawn.setAttribute(name, value);
    drawn.removeAttribute("aria-hidden");
    made.append(drawn);
    write(`${label} ${count}`, x + 20, y);
  });
  const rows = Math.ceil(key.length / across);
  const told = lines.flatMap((text) => broken(text, width - 2 * EDGE));
  told.forEach((text, place) => write(text, EDGE, top + ROW * (rows + place + 1)));
  return { made, height: ROW * (rows + told.length + 1) };
}

/** Return the SVG of what `sigma` shows now (ties, signs, the names that are shown, a legend), and its size. */
export function svg(sigma, { colors, names, title, key, lines }) {
  const { width, height } = sigma.getDimensions();
  const legend = strip(key, lines, { colors, width, top: height });
  const whole = height + legend.height;
  const picture = part("svg", { xmlns: SPACE, width, height: whole, viewBox: `0 0 ${width} ${whole}` });
  const named = part("title", {});
  named.textContent = title;
  picture.append(named, part("rect", { width, height: whole, fill: colors.paper }));
  const graph = sigma.getGraph();
  const places = new Map();
  graph.forEachNode((node) => {
    const look = sigma.getNodeDisplayData(node);
    if (look && !look.hidden) places.set(node, { ...sigma.framedGraphToViewport(look), look, size: sigma.scaleSize(look.size) });
  });
  const ties = graph.mapEdges((edge, _, from, to) => ({ look: sigma.getEdgeDisplayData(edge), one: places.get(from), other: places.get(to) }))
    .filter(({ look, one, other }) => look && !look.hidden && one && other)
    .sort((a, b) => a.look.zIndex - b.look.zIndex);
  for (const { look, one, other } of ties) {
    picture.append(part("line", {
      x1: one.x.toFixed(1), y1: one.y.toFixed(1), x2: other.x.toFixed(1), y2: other.y.toFixed(1),
      stroke: look.color, "stroke-width": sigma.scaleSize(look.size).toFixed(2),
    }));
  }
  for (const [node, { x, y, look, size }] of [...places].sort(([, a], [, b]) => a.look.zIndex - b.look.zIndex)) {
    if (x < -size || y < -size || x > width + size || y > height + size) continue;
    if (look.highlighted) picture.append(part("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: (size + RING).toFixed(1), fill: "none", stroke: colors.strong, "stroke-width": 3 }));
    const drawn = sign(graph.getNodeAttribute(node, "form"), look.color);
    const at = { x: (x - size).toFixed(1), y: (y - size).toFixed(1), width: (2 * size).toFixed(1), height: (2 * size).toFixed(1) };
    for (const [name, value] of Object.entries(at)) drawn.setAttribute(name, value);
    drawn.removeAttribute("aria-hidden");
    picture.append(drawn);
  }
  for (const [node, { text, x, line }] of names.shown) {
    const look = places.get(node)?.look;
    if (!look) continue;
    const name = part("text", {
      x: x.toFixed(1), y: line.toFixed(1), "font-family": FONT, "font-size": 13, fill: colors.ink,
      stroke: colors.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke",
      "font-weight": look.highlighted ? 700 : 400,
    });
    name.textContent = text;
    picture.append(name);
  }
  picture.append(part("rect", { y: height, width, height: legend.height, fill: colors.paper }), legend.made);
  return { text: new XMLSerializer().serializeToString(picture), width, height: whole };
}

/** Return `text` (SVG) as a PNG of twice its size. */
export async function png(text, { width, height }) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Give `content` (a Blob) to the reader as the file `name`. */
export function give(content, name) {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
