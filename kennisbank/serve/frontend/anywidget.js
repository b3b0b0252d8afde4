// anywidget's classes; a widget of our own names its module by path, so that browsers keep it for a year.

import * as base from "@jupyter-widgets/base";
import "anywidget";
import { classesOn } from "./define.js";
import { assetUrl } from "./config.js";

const OURS = "// kennisbank-asset\n";
const classes = classesOn(base);

/** A text in `_esm` or `_css` that names a file of ours becomes its address. */
class AnyModel extends classes.AnyModel {
  get(name) {
    const value = super.get(name);
    const ours = (name === "_esm" || name === "_css") && value?.startsWith(OURS);
    return ours ? assetUrl(value.slice(OURS.length)) : value;
  }
}

export default { ...classes, AnyModel };
