// The connection to the kernel of this page: opened while the page still arrives, and told about when it breaks.

import { KernelConnection } from "@jupyterlab/services/lib/kernel/default";
import { CommsOverSubshells } from "@jupyterlab/services/lib/kernel";
import { ServerConnection } from "@jupyterlab/services/lib/serverconnection";

const PATIENCE = 4000;
const TRIES = 6, WINDOW = 10_000; // so many times in so many milliseconds, and we leave the server alone

/** Connect to kernel `id`. `tell.lost()` is called when it is gone, `tell.back()` when the line is there again. */
export function connect(id, base, tell) {
  const http = new URL(base, location.href);
  const wsUrl = http.href.replace(/^http/, "ws");
  const serverSettings = ServerConnection.makeSettings({ baseUrl: http.href, wsUrl, appendToken: false, token: "" });
  const commsOverSubshells = CommsOverSubshells.Disabled;
  const kernel = new KernelConnection({ model: { id, name: "kennisbank" }, serverSettings, commsOverSubshells });
  let leaving = false, timer = 0;
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", (event) => { leaving = false; if (event.persisted) location.reload(); });
  const gone = () => { if (!leaving) tell.lost(); };
  kernel.statusChanged.connect((_, status) => {
    if (status === "dead" || status === "autorestarting") gone();
  });
  kernel.iopubMessage.connect((_, message) => {
    if (message.header.msg_type === "error") tell.fault(message.content.evalue);
  });
  let tries = [];
  kernel.connectionStatusChanged.connect((_, status) => {
    clearTimeout(timer);
    if (status === "connecting") {
      tries = [...tries.filter((moment) => moment > Date.now() - WINDOW), Date.now()];
      if (tries.length > TRIES) { kernel.dispose(); return gone(); }
    }
    if (status === "connected") tell.back();
    else if (status === "disconnected") gone();
    else timer = setTimeout(gone, PATIENCE);
  });
  return kernel;
}
