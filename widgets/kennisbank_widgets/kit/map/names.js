// Where names are written on the map: beside their node, so that none covers another or runs off the edge. A name for
// which there is no room is left out; one that has to be seen is written all the same.

const GAP = 4;
const HEIGHT = 1.2;

const across = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width;
const along = (one, other) => one.y < other.y + other.height && other.y < one.y + one.height;

/** The room for a name right of `node`, and left of it. */
export function beside(node, { width, letters }) {
  const line = node.y + letters / 3;
  return [node.x + node.size + GAP, node.x - node.size - GAP - width]
    .map((x) => ({ x, line, y: line - letters, width, height: letters * HEIGHT }));
}

export class Names {
  /** `standing()` gives what stands out ({ key, box }): its names are written last, and the others leave room for them. */
  constructor(standing) {
    this.standing = standing;
    this.wipe();
  }

  /** Begin a picture anew. */
  wipe() {
    this.shown = new Map();
    this.kept = null;
  }

  /** Return where the name of `node` begins and on which line, right or left of it; null when there is no room for it. */
  place(node, text, { width, letters, within, forced = false }) {
    this.shown.delete(node.key); // it may be drawn anew, on the layer of what stands out
    this.kept ??= this.standing();
    const sides = beside(node, { width, letters }).map((box) => ({ text, ...box }));
    const inside = sides.filter(({ x, y }) => x >= 0 && x + width <= within.width && y >= 0 && y + letters <= within.height);
    const free = inside.find((box) => !this.covers(box, node.key)) ?? (forced ? inside[0] ?? sides[0] : null);
    if (free) this.shown.set(node.key, free);
    return free;
  }

  covers(box, key) {
    const others = [...this.shown.values(), ...this.kept.filter((one) => one.key !== key).map((one) => one.box)];
    return others.some((other) => across(box, other) && along(box, other));
  }
}
