// A short text that stays in this browser: told once when the page opens, and kept or taken away when Python says so.

function render({ model, el }) {
  el.hidden = true;
  const stored = () => { try { return localStorage.getItem(model.get("key")) ?? ""; } catch (_) { return ""; } };
  const tell = () => { model.set("found", stored()); model.save_changes(); };
  function keep() {
    const held = model.get("held");
    if (held === null || !model.get("key")) return;
    try {
      if (held) localStorage.setItem(model.get("key"), held);
      else localStorage.removeItem(model.get("key"));
    } catch (_) { /* no storage here: the text stands on the page */ }
  }
  model.on("change:held", keep);
  model.on("change:key", tell);
  if (model.get("key")) tell();
  return () => { model.off("change:held", keep); model.off("change:key", tell); };
}

export default { render };
