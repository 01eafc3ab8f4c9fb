// Keeps the program for visits without a network: the built files, what the portal wrote beside them, and nothing else; never an answer.
// `cargo xtask build` puts the list of the files in (xtask/src/offline.rs).
// A version is taken whole or not at all: every file is checked against its hash before anything is kept. Whoever has a version open keeps it;
// a newer one waits until nobody has the page open, or until the only open page has begun anew.
// Syntax: nothing newer than Chromium 87 knows.

const VERSION = "{{version}}";
/* Path from here to SHA-256; "" is the page itself. */
const FILES = "{{files}}";

const scope = new URL(registration.scope);
const family = `zice ${scope.pathname} `;
const name = family + VERSION;

/**
 * What the portal writes beside the page changes without a new version of ours: it comes from the network, and where there is none, as it was last seen. The
 * page checks it each time.
 */
const WRITTEN = ["config/site.json", "config/contacts.csv", "config/theme.css"];
const written = `${family}config`;

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether these are the bytes of a file of this version. */
async function belongs(body, path) {
  return hex(await crypto.subtle.digest("SHA-256", body)) === FILES[path];
}

/** A file from the network, if it is the one that belongs to this version. */
async function checked(path) {
  const url = new URL(path, scope).href;
  // A name with a hash may come from the browser's own cache; everything else is asked for again.
  const response = await fetch(url, { cache: /-[0-9a-f]{12,}/.test(path) ? "default" : "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const body = await response.arrayBuffer();
  if (!(await belongs(body, path))) throw new Error(`${url} belongs to another version`);
  const headers = new Headers(response.headers);
  // The body is kept as it is read, not as it was sent.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return [url, new Response(body, { headers })];
}

async function install() {
  const answers = await Promise.all(Object.keys(FILES).map(checked));
  const cache = await caches.open(name);
  try {
    await Promise.all(answers.map(([url, answer]) => cache.put(url, answer)));
  } catch (problem) {
    await caches.delete(name);
    throw problem;
  }
}

/** Keeps what the portal has written; a file that is not there is none. */
async function keep(path) {
  const url = new URL(path, scope).href;
  const response = await fetch(url, { cache: "no-cache", credentials: "same-origin" });
  const cache = await caches.open(written);
  if (response.ok) await cache.put(url, response.clone());
  else await cache.delete(url);
  return response;
}

async function latest(path) {
  try {
    return await keep(path);
  } catch (_) {
    return (await (await caches.open(written)).match(new URL(path, scope).href)) || Response.error();
  }
}

/** The files of other versions go when no page uses them any more. */
async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith(family) && other !== name && other !== written).map((other) => caches.delete(other)));
}

/** The path of a request in the list; undefined for everything that is none of ours. */
function listed(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return undefined;
  const path = url.pathname.slice(scope.pathname.length).replace(/^index\.html$/, "");
  return Object.prototype.hasOwnProperty.call(FILES, path) ? path : undefined;
}

async function answer(request, path) {
  const kept = await (await caches.open(name)).match(new URL(path, scope).href);
  if (kept) {
    // Another page of the same origin can write into what is kept: it counts only as it was checked.
    const body = await kept.arrayBuffer();
    if (await belongs(body, path)) return new Response(body, { headers: kept.headers });
  }
  // What the browser has thrown away comes from the network again, whole.
  return fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install().then(() => Promise.all(WRITTEN.map((path) => keep(path).catch(() => undefined))))));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  const own = asked.origin === scope.origin && WRITTEN.find((path) => asked.pathname === scope.pathname + path);
  if (own && event.request.method === "GET") return event.respondWith(latest(own));
  const path = listed(event.request);
  if (path !== undefined) event.respondWith(answer(event.request, path));
});
addEventListener("message", (event) => {
  if (event.data !== "begin") return;
  // Asked by a page that nobody has touched yet. Another open page may still be loading the version before.
  event.waitUntil(clients.matchAll({ type: "window", includeUncontrolled: true }).then((open) => (open.length < 2 ? skipWaiting() : undefined)));
});
