// anywidget comes as an AMD module. This stands in for `define` while bundling and keeps what it hands over.

let factory;

export function define(_names, made) {
  factory = made;
}

/** The classes of anywidget, made on the classes of `base`. */
export const classesOn = (base) => factory(base);
