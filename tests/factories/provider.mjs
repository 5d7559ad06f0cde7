// A real OpenID provider (npm oidc-provider) for tests: its own development screens, one client, any name logs in.
// node provider.mjs <folder with node_modules> <port> <redirect address>
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [folder, port, back] = process.argv.slice(2);
const entry = createRequire(path.join(folder, "package.json")).resolve("oidc-provider");
const { Provider } = await import(pathToFileURL(entry));

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: "samla",
    client_secret: "a secret: of the client/of tests",
    redirect_uris: [back],
    grant_types: ["authorization_code"],
    response_types: ["code"],
  }],
  claims: { openid: ["sub"], email: ["email"] },
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, email: `${id}@alice.example` }) }),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["of tests"] },
});
provider.listen(Number(port), "localhost", () => console.log("listening"));
