// The map as it stands on the screen, as a file: SVG, or PNG made of that.

import { sign } from "./shapes.js";

const SPACE = "http://www.w3.org/2000/svg";
const FONT = "system-ui, sans-serif";

function part(tag, attributes) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Return the SVG of what `sigma` shows now: ties, then signs, then the names that are shown. */
export function svg(sigma, { colors, title }) {
  const { width, height } = sigma.getDimensions();
  const picture = part("svg", { xmlns: SPACE, width, height, viewBox: `0 0 ${width} ${height}` });
  const named = part("title", {});
  named.textContent = title;
  picture.append(named, part("rect", { width, height, fill: colors.paper }));
  const graph = sigma.getGraph();
  const places = new Map();
  graph.forEachNode((node) => {
    const look = sigma.getNodeDisplayData(node);
    if (look && !look.hidden) places.set(node, { ...sigma.framedGraphToViewport(look), look, size: sigma.scaleSize(look.size) });
  });
  graph.forEachEdge((edge, _, from, to) => {
    const look = sigma.getEdgeDisplayData(edge);
    const [one, other] = [places.get(from), places.get(to)];
    if (!look || look.hidden || !one || !other) return;
    picture.append(part("line", {
      x1: one.x.toFixed(1), y1: one.y.toFixed(1), x2: other.x.toFixed(1), y2: other.y.toFixed(1),
      stroke: look.color, "stroke-width": sigma.scaleSize(look.size).toFixed(2),
    }));
  });
  for (const [node, { x, y, look, size }] of [...places].sort(([, a], [, b]) => a.look.zIndex - b.look.zIndex)) {
    if (x < -size || y < -size || x > width + size || y > height + size) continue;
    const drawn = sign(graph.getNodeAttribute(node, "form"), look.color);
    const at = { x: (x - size).toFixed(1), y: (y - size).toFixed(1), width: (2 * size).toFixed(1), height: (2 * size).toFixed(1) };
    for (const [name, value] of Object.entries(at)) drawn.setAttribute(name, value);
    drawn.removeAttribute("aria-hidden");
    picture.append(drawn);
  }
  const shown = sigma.getNodeDisplayedLabels();
  for (const [node, { x, y, look, size }] of places) {
    if (!look.label || !(shown.has(node) || look.highlighted)) continue;
    const name = part("text", {
      x: (x + size + 4).toFixed(1), y: (y + 4).toFixed(1), "font-family": FONT, "font-size": 13, fill: colors.ink,
      stroke: colors.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke",
      "font-weight": look.highlighted ? 700 : 400,
    });
    name.textContent = look.label;
    picture.append(name);
  }
  return new XMLSerializer().serializeToString(picture);
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
