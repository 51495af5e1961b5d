// Loaded into a server before its own code: what would go to a service on the network goes to ELSEWHERE instead.
const http = require("node:http");
const https = require("node:https");

const elsewhere = new URL(process.env.ELSEWHERE);

function redirected(address, options, then) {
  const wanted = new URL(String(address.href ?? address));
  const { host, hostname, port, agent, protocol, ...kept } = options ?? {};
  return http.request(new URL(wanted.pathname + wanted.search, elsewhere), kept, then);
}

https.request = redirected;
const fetched = globalThis.fetch;
globalThis.fetch = (address, options) => {
  const wanted = new URL(String(address.url ?? address));
  return fetched(new URL(wanted.pathname + wanted.search, elsewhere), options);
};
