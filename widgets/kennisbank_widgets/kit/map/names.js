// Where names are written on the map: beside their node, so that none covers another or runs off the edge. A name for
// which there is no room is left out; one that has to be seen is written all the same.

const GAP = 4;
const HEIGHT = 1.2;

const across = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width;
const along = (one, other) => one.y < other.y + other.height && other.y < one.y + one.height;

export class Names {
  constructor() { this.wipe(); }

  /** Begin a picture anew. */
  wipe() { this.shown = new Map(); }

  /** Return where the name of `node` begins and on which line, right or left of it; null when there is no room for it. */
  place(node, text, { width, letters, within, forced = false }) {
    this.shown.delete(node.key); // it may be drawn anew, on the layer of what stands out
    const line = node.y + letters / 3;
    const sides = [node.x + node.size + GAP, node.x - node.size - GAP - width]
      .map((x) => ({ text, x, line, y: line - letters, width, height: letters * HEIGHT }));
    const inside = sides.filter(({ x, y }) => x >= 0 && x + width <= within.width && y >= 0 && line <= within.height);
    const free = inside.find((box) => !this.covers(box)) ?? (forced ? inside[0] ?? sides[0] : null);
    if (free) this.shown.set(node.key, free);
    return free;
  }

  covers(box) { return [...this.shown.values()].some((other) => across(box, other) && along(box, other)); }
}
