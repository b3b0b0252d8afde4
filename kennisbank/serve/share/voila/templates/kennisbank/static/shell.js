// The frame's own behaviour: light or dark, language, a lost connection, and names that ipywidgets does not give.
(() => {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const button = document.getElementById("kb-theme");
  const tell = () => button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("kb-theme", root.dataset.theme); } catch (_) { /* a private window: only for now */ }
    tell();
  });
  tell();

  // The other language shows the same page with the same filters.
  const language = document.getElementById("kb-language");
  const retarget = () => {
    const query = new URLSearchParams(location.search);
    query.set("lang", language.hreflang);
    language.href = `?${query}`;
  };
  language.addEventListener("focus", retarget);
  language.addEventListener("pointerenter", retarget);
  language.addEventListener("click", retarget);

  // A page that cannot be reached any more says so, once.
  const lost = document.getElementById("kb-lost");
  const sayLost = (text) => {
    if (!lost.hidden) return;
    const reload = Object.assign(document.createElement("button"), { type: "button", textContent: lost.dataset.reload });
    reload.addEventListener("click", () => location.reload());
    lost.replaceChildren(document.createTextNode(`${text} `), reload);
    lost.hidden = false;
    document.dispatchEvent(new CustomEvent("kb-lost"));
  };
  let leaving = false;
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  const kernel = () => {
    const told = document.getElementById("jupyter-config-data");
    try { return JSON.parse(told.textContent); } catch (_) { return {}; }
  };
  let misses = 0;
  setInterval(async () => {
    const { kernelId, baseUrl } = kernel();
    if (!kernelId || leaving) return;
    try {
      const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" });
      const state = answer.ok ? (await answer.json()).execution_state : "dead";
      misses = state === "dead" ? misses + 2 : 0;
    } catch (_) { misses += 1; }
    if (misses >= 2 && !leaving) sayLost(lost.dataset.text);
  }, 4000);

  // Names and roles that ipywidgets 8.1 leaves out.
  const label = (el) => el.querySelector(":scope > .widget-label")?.textContent.trim() ?? "";
  const mend = () => {
    document.querySelectorAll(".widget-radio:not([role])").forEach((w) => { w.setAttribute("role", "radiogroup"); w.setAttribute("aria-label", label(w)); });
    document.querySelectorAll(".widget-button").forEach((b) => { if (!b.textContent.trim() && b.title) b.setAttribute("aria-label", b.title); });
    document.querySelectorAll(".jp-OutputArea-output[tabindex], .jp-OutputArea-executeResult[tabindex]").forEach((o) => o.removeAttribute("tabindex"));
    const cells = document.getElementById("rendered_cells");
    if (cells) { cells.setAttribute("role", "main"); cells.setAttribute("tabindex", "-1"); }
    if (cells && cells.querySelector(".jp-OutputArea-output[data-mime-type*='stderr'], .jp-RenderedText[data-mime-type*='error']")) sayLost(lost.dataset.failed);
  };
  mend();
  let asked = 0;
  new MutationObserver(() => { if (!asked) asked = requestAnimationFrame(() => { asked = 0; mend(); }); })
    .observe(document.body, { subtree: true, childList: true });
})();
