// A real OpenID provider for the tests: one client, no passwords; who somebody is they type in a form.
// Run as: node issuer.mjs PORT CLIENT SECRET REDIRECT AFTER-SIGNING-OUT

import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [port, client, secret, redirect, after] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: client, client_secret: secret, redirect_uris: [redirect], post_logout_redirect_uris: [after],
  }],
  claims: { openid: ["sub"], profile: ["preferred_username"] },
  cookies: { keys: ["a key for tests"] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
  interactions: { url: (_, asked) => `/wie/${asked.uid}` },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
});

const form = `<!doctype html><html lang="en"><title>Issuer</title><main><h1>Issuer</h1>
<form method="post"><label>Who are you? <input name="who"></label><button>Go on</button></form></main></html>`;

const bodyOf = async (request) => {
  let text = "";
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
};

const rest = provider.callback();
createServer(async (request, response) => {
  if (!request.url.startsWith("/wie/")) return rest(request, response);
  if (request.method === "GET") return response.writeHead(200, { "content-type": "text/html" }).end(form);
  const login = { accountId: (await bodyOf(request)).get("who") };
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
