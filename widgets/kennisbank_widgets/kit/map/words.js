// Words with gaps, and letters as they are compared.

/** `text` with each {name} in it replaced by that of `values`. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** `text` without accents and capitals. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
