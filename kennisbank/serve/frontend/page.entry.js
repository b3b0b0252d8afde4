// A page comes alive: the frame at once, the widgets as soon as the kernel has made them.

import { arrived, config } from "./config.js";
import { connect } from "./kernel.js";
import { Manager } from "./manager.js";
import { mend } from "./mending.js";
import { frame } from "./frame.js";
import { place } from "./place.js";

const PATIENCE = 45_000;

async function wake(told, back) {
  const kernel = await arrived("kb-kernel");
  if (!kernel) return;
  const connection = connect(kernel.dataset.id, config.base, told);
  const manager = new Manager(connection);
  const whole = await arrived("kb-whole");
  if (!whole) return told.failed();
  await manager.load();
  const shown = [...document.querySelectorAll(".kb-view")].map((place) => manager.show(place.dataset.model, place));
  for (const outcome of await Promise.allSettled(shown)) if (outcome.status === "rejected") throw outcome.reason;
  document.documentElement.dataset.ready = "true";
  requestAnimationFrame(() => setTimeout(back));
}

const told = frame();
mend();
const slow = setTimeout(told.failed, PATIENCE);
wake(told, place())
  .catch((fault) => { console.error(fault); told.failed(); })
  .finally(() => clearTimeout(slow));
