// What each key does on the map, and when wheel and finger are for the map.

/** Wheel and finger scroll the page until the map has focus; Ctrl and wheel always zooms. */
export function leaveThePageAlone(stage) {
  const guard = (event) => { if (stage !== document.activeElement && !event.ctrlKey) event.stopPropagation(); };
  for (const name of ["wheel", "touchstart", "touchmove"]) stage.addEventListener(name, guard, { capture: true, passive: true });
  stage.addEventListener("mousedown", () => stage.focus({ preventScroll: true }), { capture: true });
}

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
