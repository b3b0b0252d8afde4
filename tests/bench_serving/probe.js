// What the benchmark asks inside each page: when its parts came into sight, and how long a click takes to be answered.
// It looks into shadow roots (Panel) and passes over tables, which are large and the same for all.
(() => {
  const SKIP = new Set(["TABLE", "svg", "SCRIPT", "STYLE", "HEAD"]);
  const marks = {};
  const seen = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  function walk(node, visit, state) {
    for (const child of node.children) {
      visit(child, state);
      if (child.shadowRoot) walk(child.shadowRoot, visit, state);
      if (!SKIP.has(child.tagName)) walk(child, visit, state);
    }
  }
  const own = (element) => {
    let text = "";
    for (const node of element.childNodes) if (node.nodeType === 3) text += node.data;
    return text.trim();
  };
  function look(want) {
    const found = { texts: new Set(), pictures: 0, rows: 0, roots: [document] };
    walk(document, (element) => {
      if (element.shadowRoot) found.roots.push(element.shadowRoot);
      const tag = element.tagName;
      if (tag === "TABLE") { if (element.rows.length > found.rows && seen(element)) found.rows = element.rows.length; return; }
      if (tag === "svg" || tag === "IMG") { if (element.getBoundingClientRect().width >= 300 && seen(element)) found.pictures += 1; return; }
      const text = own(element);
      if (!text) return;
      if (text.startsWith(want.title) && element.closest("h1") && seen(element)) found.title = true;
      if (text === want.button && !found.button && seen(element)) {
        const button = element.closest("button") || element;
        if (!button.disabled) found.button = button;
      }
      if (text.startsWith("Uitkomst ") && seen(element)) found.answer = text;
      if (want.labels.includes(text.replace(/:$/, "")) && seen(element)) found.texts.add(text.replace(/:$/, ""));
    });
      found.drawn = Boolean(found.title && found.button && found.answer && found.pictures >= 2 && found.rows > 1000
      && want.labels.every((label) => found.texts.has(label)));
    return found;
  }
  function watch(want) {
    let clicked = 0, before = null;
    const step = () => {
      const now = performance.now();
      const found = look(want);
      if (found.title && !marks.title) marks.title = now;
      if (found.drawn && !marks.drawn) marks.drawn = now;
      if (marks.drawn && found.answer) {
        if (before === null) before = found.answer;
        if (found.answer !== before) { marks.usable = now; marks.clicks = clicked; return; }
        // A click that nobody heard is tried again; one that was heard is answered well within this time.
        if (found.button && now > marks.drawn + clicked * 2000) { clicked += 1; found.button.click(); }
      }
      marks.lacks = `title ${!!found.title} button ${!!found.button} answer ${found.answer} pictures ${found.pictures} rows ${found.rows} labels ${[...found.texts]}`;
      setTimeout(step, 10);
    };
    step();
  }
  // The answer's text alone, without asking for layout: cheap enough for every change of the page.
  function answer() {
    let text = null;
    walk(document, (element) => { const said = text === null && own(element); if (said && said.startsWith("Uitkomst ")) text = said; });
    return text;
  }
  function click(want, patience) {
    return new Promise((resolve) => {
      const first = look(want);
      if (!first.button || !first.answer) { resolve(null); return; }
      const start = performance.now();
      const end = (value) => { clearInterval(again); clearTimeout(late); eyes.disconnect(); resolve(value); };
      const check = () => {
        const now = answer();
        if (now && now !== first.answer) end(performance.now() - start);
      };
      const eyes = new MutationObserver(check);
      for (const root of first.roots) eyes.observe(root, { subtree: true, childList: true, characterData: true });
      const again = setInterval(check, 100);
      const late = setTimeout(() => end(null), patience);
      first.button.click();
    });
  }
  window.kbBench = { marks, look, watch, click };
})();
