// The place where somebody was on a page: kept when the page goes, and found again after a reload or Back.

const key = () => `kb-place:${location.pathname}${location.search}`;

function keep() {
  const held = document.activeElement?.id ?? "";
  try { sessionStorage.setItem(key(), JSON.stringify({ top: scrollY, held })); } catch { /* no storage: the page begins at its top */ }
}

function kept() {
  try { return JSON.parse(sessionStorage.getItem(key())); } catch { return null; }
}

/** Keep the place from now on. The result brings somebody back to where they were, once the page is whole. */
export function place() {
  const [navigation] = performance.getEntriesByType("navigation");
  const before = ["reload", "back_forward"].includes(navigation?.type) ? kept() : null;
  addEventListener("pagehide", keep);
  return () => {
    if (!before || scrollY > 0) return;
    if (before.held) document.getElementById(before.held)?.focus({ preventScroll: true });
    scrollTo({ top: before.top, behavior: "instant" });
  };
}
