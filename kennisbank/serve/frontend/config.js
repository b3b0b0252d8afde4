// What the server wrote into the page: where things are, and the words to say.

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

export const config = read("kb-config");

export const assetUrl = (path) => new URL(`${config.assets}${path}`, location.href).href;

/** Wait until the page holds element `id`: it comes piece by piece. Gives null when the page ended without it. */
export function arrived(id) {
  const found = document.getElementById(id);
  if (found || document.readyState !== "loading") return Promise.resolve(found);
  return new Promise((resolve) => {
    const watch = new MutationObserver(look);
    function look() {
      const element = document.getElementById(id);
      if (!element && document.readyState === "loading") return;
      watch.disconnect();
      document.removeEventListener("DOMContentLoaded", look);
      resolve(element);
    }
    watch.observe(document.documentElement, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", look);
  });
}
