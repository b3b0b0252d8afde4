// Keeping what is on the screen as a file, with what it shows: the kinds that are seen, the moment, and what size means.

import { give, png, svg } from "./picture.js";
import { iso } from "./timeline.js";
import { fill } from "./words.js";

/** Give what `canvas` shows as a file, `form` "svg" or "png". */
export async function keep(canvas, form) {
  const { text, ...size } = svg(canvas.sigma, { colors: canvas.colors, names: canvas.names, title: canvas.words.name, key: key(canvas), lines: lines(canvas) });
  const content = form === "png" ? await png(text, size) : new Blob([text], { type: "image/svg+xml" });
  give(content, `${canvas.words.file}.${form}`);
}

/** What the signs mean, of the kinds that are shown now, with how many there are. */
function key(canvas) {
  if (canvas.far) return [];
  const found = new Map();
  canvas.graph.forEachNode((node, { kind, sort, form }) => {
    if (!canvas.visible(node)) return;
    const known = found.get(kind) ?? { label: sort, form, color: canvas.colors.kinds[kind], count: 0 };
    found.set(kind, { ...known, count: known.count + 1 });
  });
  return [...found.values()];
}

/** What the picture shows, in words. */
function lines(canvas) {
  const day = Number.isFinite(canvas.moment) ? canvas.moment : canvas.today;
  const told = fill(canvas.words.moment_told, { day: iso(day), total: canvas.countNodes() });
  return [told, canvas.far ? canvas.words.far_told : canvas.words.size_told];
}
