// What each key does on the map.

export function press(canvas, event) {
  if (event.altKey || event.metaKey || event.ctrlKey) return;
  const deeds = {
    ArrowRight: () => canvas.turnTo(1), ArrowLeft: () => canvas.turnTo(-1),
    ArrowDown: () => canvas.go(() => canvas.walk.step()), ArrowUp: () => canvas.go(() => canvas.walk.back()),
    Home: () => canvas.go(() => canvas.walk.home()), Escape: () => canvas.close(),
    Enter: () => canvas.walk.at !== null && canvas.open(canvas.walk.ahead ?? canvas.walk.at),
    "+": () => canvas.zoom(1.5), "=": () => canvas.zoom(1.5), "-": () => canvas.zoom(1 / 1.5), 0: () => canvas.fit(),
  };
  const shift = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  if (event.key === "p") return canvas.wayKey?.();
  if (!deeds[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey && shift) canvas.pan(...shift);
  else deeds[event.key]();
}
