// The query string of the page. What is chosen goes into it, so that a reload, a bookmark or Back brings it back.

/** `wanted` with the language of this page, which the state of the page knows nothing of. */
function inLanguage(wanted) {
  const language = new URLSearchParams(location.search).get("lang");
  if (!language) return wanted;
  return `${wanted}${wanted.includes("?") ? "&" : "?"}lang=${encodeURIComponent(language)}`;
}

function render({ model, el }) {
  el.hidden = true;
  const arrive = () => { model.set("arrived", `${location.search} `.trimStart()); model.save_changes(); };
  function write() {
    const wanted = inLanguage(model.get("address"));
    if (wanted === location.search) return;
    const lasting = (search) => {
      const parts = new URLSearchParams(search);
      for (const name of model.get("passing")) parts.delete(name);
      return parts.toString();
    };
    const note = lasting(wanted) === lasting(location.search) ? "replaceState" : "pushState";
    history[note](null, "", location.pathname + wanted + location.hash);
  }
  const go = () => model.get("destination") && location.assign(inLanguage(model.get("destination")));
  addEventListener("popstate", arrive);
  model.on("change:address", write);
  model.on("change:destination", go);
  arrive();
  return () => {
    removeEventListener("popstate", arrive);
    model.off("change:address", write);
    model.off("change:destination", go);
  };
}

export default { render };
