// Starts the program. `cargo xtask build` puts the names of the built files in (xtask/src/finish.rs).
// Everything the first question needs is started by index.html itself through preloads; nothing here adds a level of waiting.
// Syntax: nothing newer than Chromium 87 knows.

const root = document.documentElement;

/** The address of a file beside this one. */
function beside(name) {
  return new URL(name, import.meta.url);
}

/** The bytes of a file beside this one. */
function bytes(name) {
  return fetch(beside(name)).then((response) => {
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  });
}

/**
 * Another pack than the built-in one: a file beside the page that its address names (`?pack=name.zice&pack-sha256=…`, what an embedding portal
 * asks for), or one that the page itself names (`<meta name="zice-pack" content="name.zice" data-sha256="…">`). None is asked for unnamed.
 */
function other() {
  const asked = new URLSearchParams(location.search);
  const named = document.querySelector('meta[name="zice-pack"]');
  const file = asked.get("pack") || (named && named.content);
  if (!file) return Promise.resolve({ hash: "" });
  const hash = (asked.get("pack") ? asked.get("pack-sha256") : named.dataset.sha256) || "";
  const missing = new Uint8Array(0);
  const plain = /^[\w-]+\.zice$/.test(file);
  return (plain ? bytes(`./${file}`).catch(() => missing) : Promise.resolve(missing)).then((pack) => ({ pack, hash }));
}

/** Compiles the program while the core of the pack comes in, and hands it over; also says whether the rest is needed. */
function first() {
  const program = import("{{glue}}").then((page) => page.default({ module_or_path: beside("{{program}}") }).then(() => page));
  return Promise.all([program, bytes("{{core}}"), other()]).then(([page, core, { pack, hash }]) => {
    const begun = page.start(core, pack, hash);
    if (!begun) throw new Error("the pack cannot be read");
    return { page, whole: begun === 2 };
  });
}

/** Loads what only results and English need. Where that fails, the page says so and asks for it again with `zice-again`. */
function later(page) {
  return bytes("{{later}}")
    .then((rest) => {
      if (!page.later(rest)) throw new Error("the rest of the pack cannot be read");
    })
    .catch(() => {
      const again = new Promise((resolve) => document.addEventListener("zice-again", resolve, { once: true }));
      page.unavailable();
      return again.then(() => later(page));
    });
}

/** What the address asks for: a theme, if there is one of that name, and the messages to the page around this one. */
function dress() {
  const query = new URLSearchParams(location.search);
  const waiting = [];
  const theme = query.get("theme");
  if ("{{themes}}".split(" ").includes(theme)) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = beside(`./themes/${theme}.css`).href;
    waiting.push(new Promise((resolve) => ["load", "error"].forEach((end) => sheet.addEventListener(end, resolve))));
    document.head.append(sheet);
  }
  if (query.has("embed") && parent !== window) {
    root.setAttribute("data-embedded", "");
    waiting.push(import("{{host}}").catch(() => undefined));
  }
  return Promise.all(waiting);
}

/**
 * From here on the browser itself refuses every connection. A policy can be narrowed, never widened again.
 * No policy governs connections from browser to browser; the page gives up the means for them. Links that a visitor opens still work.
 */
function seal() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; connect-src 'none'; script-src 'none'; img-src data:; base-uri 'none'; form-action 'none'";
  document.head.append(policy);
  ["RTCPeerConnection", "webkitRTCPeerConnection"].forEach((name) => delete window[name]);
  root.setAttribute("data-sealed", "");
}

/** Everything is loaded: from here on the page needs no network. */
function loaded() {
  root.setAttribute("data-loaded", "");
  seal();
}

const dressed = dress();
// The browser fetches some things of its own, such as the icon, until then.
const complete = new Promise((resolve) => (document.readyState === "complete" ? resolve() : addEventListener("load", resolve)));

// Where WebAssembly itself is missing, that too is a refusal and no error of the script.
Promise.resolve().then(first).then(
  ({ page, whole }) => Promise.all([whole ? Promise.resolve() : later(page), dressed, complete]).then(loaded),
  // A browser that cannot load or run the program is led to the readable plan by the page's own text.
  () => root.setAttribute("data-failed", ""),
);
