// The place where somebody was on a page: kept when the page goes, and found again after a reload or Back.

const PATIENCE = 4000;
const DEEDS = ["wheel", "touchmove", "keydown", "pointerdown"];

const key = () => `kb-place:${location.pathname}${location.search}`;

function keep() {
  const held = document.activeElement?.id ?? "";
  try { sessionStorage.setItem(key(), JSON.stringify({ top: scrollY, held })); } catch { /* no storage: the page begins at its top */ }
}

function kept() {
  try { return JSON.parse(sessionStorage.getItem(key())); } catch { return null; }
}

/** Scroll to `top` as soon as the page is that high; whoever scrolls or types meanwhile is left alone. */
function scrollWhenHigh(top) {
  const end = Date.now() + PATIENCE;
  let theirs = false;
  const leave = () => { theirs = true; };
  for (const deed of DEEDS) addEventListener(deed, leave, { once: true, passive: true });
  const go = () => {
    if (theirs) return;
    scrollTo({ top, behavior: "instant" });
    if (Math.abs(scrollY - top) > 1 && Date.now() < end) setTimeout(go, 100);
  };
  go();
}

/** Keep the place from now on. The result brings somebody back to where they were, once the page is whole. */
export function place() {
  const [navigation] = performance.getEntriesByType("navigation");
  const before = ["reload", "back_forward"].includes(navigation?.type) ? kept() : null;
  addEventListener("pagehide", keep);
  return () => {
    if (!before) return;
    if (before.held) document.getElementById(before.held)?.focus({ preventScroll: true });
    if (before.top) scrollWhenHigh(before.top);
  };
}
