// Shows the widgets of the kernel: reads their state once, then keeps both sides in step.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import anywidget from "./anywidget.js";
import { assetUrl } from "./config.js";

const Comm = base.shims.services.Comm;

/** ipywidgets' own controls and their looks; most pages do without. */
async function controls() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: assetUrl("page/controls.css") });
  const styled = new Promise((done) => { link.onload = link.onerror = done; });
  document.head.prepend(link);
  const [classes] = await Promise.all([import("./controls.js"), styled]);
  return classes;
}

export class Manager extends ManagerBase {
  constructor(kernel) {
    super();
    this.kernel = kernel;
    this.modules = {
      "@jupyter-widgets/base": async () => base,
      "@jupyter-widgets/controls": () => (this.controls ??= controls()),
      anywidget: async () => anywidget,
    };
    kernel.registerCommTarget(this.comm_target_name, (comm, message) => this.handle_comm_open(new Comm(comm), message));
  }

  /** Make a model of every widget that the kernel has. */
  load() {
    return this._loadFromKernel();
  }

  /** Show widget `id` in `element`. */
  async show(id, element) {
    const view = await this.create_view(await this.get_model(id));
    Widget.attach(view.luminoWidget, element);
  }

  async loadClass(name, module) {
    const found = (await this.modules[module]?.())?.[name];
    if (!found) throw new Error(`This page does not show widgets of ${module} (${name}).`);
    return found;
  }

  async _create_comm(target, id, data, metadata, buffers) {
    const comm = this.kernel.createComm(target, id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return new Comm(comm);
  }

  async _get_comm_info() {
    const { content } = await this.kernel.requestCommInfo({ target_name: this.comm_target_name });
    return content.status === "ok" ? content.comms : {};
  }
}
