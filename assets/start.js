// Starts the program. `cargo xtask build` puts the glue of wasm-bindgen and the names of the built files in (xtask/src/finish.rs).
// Everything the first question needs is started by index.html itself through preloads; nothing here adds a level of waiting.
// Syntax: nothing newer than Chromium 87 knows.

const root = document.documentElement;
const app = document.getElementById("app");
/* How the page was before anybody used it: what is not restored from here, and not set by `mark`, is not the page's own. */
const blank = { app: app && app.cloneNode(true), attributes: Array.from(root.attributes, ({ name, value }) => [name, value]), title: document.title };
const marks = new Set();
/* One program for each visitor: wasm-bindgen's functions around a memory of their own. */
const glue = "{{glue}}";
/* What was fetched, for this visitor and the next. */
const kept = { module: null, core: null, pack: undefined, hash: "", whole: false, rest: null };
/* The program of the visitor at hand. */
let visit = null;

function mark(name) {
  marks.add(name);
  root.setAttribute(name, "");
}

/** The address of a file beside this one. */
function beside(name) {
  return new URL(name, import.meta.url);
}

/** The answer for a file beside this one. */
function file(name) {
  return fetch(beside(name)).then((response) => {
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  });
}

/** The bytes of a file beside this one. */
function bytes(name) {
  return file(name).then((response) => response.arrayBuffer()).then((buffer) => new Uint8Array(buffer));
}

function compiled(name) {
  if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(file(name));
  return bytes(name).then((content) => WebAssembly.compile(content));
}

/** A program with a memory of its own takes the page over. */
function begin() {
  const exports = {};
  const own = {
    Module: WebAssembly.Module,
    Instance: WebAssembly.Instance,
    instantiate: (module, imports) =>
      WebAssembly.instantiate(module, imports).then((instance) => {
        Object.assign(exports, instance.exports);
        return { instance: { exports }, module };
      }),
  };
  const program = glue(own);
  return program.start_program({ module_or_path: kept.module }).then(() => {
    const begun = program.start(kept.core, kept.pack, kept.hash);
    if (!begun) throw new Error("the pack cannot be read");
    // A pack from elsewhere comes whole.
    kept.whole = begun === 2;
    visit = { program, exports };
    if (kept.rest && !kept.whole) program.later(kept.rest);
  });
}

/** Nothing of the visit is left: its memory is overwritten, its page is the one from before, and whatever still calls it reaches nothing. */
function end() {
  if (!visit) return;
  const { exports } = visit;
  visit = null;
  new Uint8Array(exports.memory.buffer).fill(0);
  for (const name of Object.keys(exports)) exports[name] = () => 0;
  exports.memory = { buffer: new ArrayBuffer(0) };
  const old = document.getElementById("app");
  if (old && blank.app) old.replaceWith(blank.app.cloneNode(true));
  for (const { name } of Array.from(root.attributes)) if (!marks.has(name)) root.removeAttribute(name);
  for (const [name, value] of blank.attributes) root.setAttribute(name, value);
  document.title = blank.title;
  history.replaceState(null, "", location.pathname + location.search);
  getSelection().removeAllRanges();
  window.name = "";
  scrollTo(0, 0);
}

/* At a counter the page is the next visitor's. */
const counter = () => root.getAttribute("data-mode") === "counter";
let copied = false;
let newer = false;

/** Empty text in place of what was copied, as soon as the browser lets a page write there: while a key or a button is being answered. */
function emptyClipboard() {
  if (!copied) return;
  const write = (event) => {
    event.clipboardData.setData("text/plain", "");
    event.preventDefault();
    event.stopImmediatePropagation();
    copied = false;
  };
  addEventListener("copy", write, true);
  document.execCommand("copy");
  removeEventListener("copy", write, true);
}

addEventListener("copy", () => (copied = copied || counter()));
/* After an idle limit nobody touches anything: then the next visitor's first touch does it. */
let owed = false;
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => {
  if (owed) emptyClipboard();
  owed = false;
}, true);

document.addEventListener("zice-next", (event) => {
  event.preventDefault();
  emptyClipboard();
  owed = copied;
  document.dispatchEvent(new Event("zice-leave"));
  // The program leaves in a task of its own; then it is thrown away.
  Promise.resolve().then(() => 0).then(() => 0).then(() => {
    end();
    if (newer) location.replace(location.href);
    else return begin();
  });
});

// A page that is left and comes back by the browser's own button is not the last visitor's.
addEventListener("pagehide", () => {
  if (!counter() || !visit) return;
  document.dispatchEvent(new Event("zice-leave"));
  end();
});
addEventListener("pageshow", (event) => {
  if (event.persisted && !visit && kept.core) begin();
});

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

/** Compiles the program while the core of the pack comes in, and hands it over. */
function first() {
  return Promise.all([compiled("{{program}}"), bytes("{{core}}"), other()]).then(([module, core, { pack, hash }]) => {
    Object.assign(kept, { module, core, pack, hash });
    return begin();
  });
}

/** Loads what only results and English need. Where that fails, the page says so and asks for it again with `zice-again`. */
function later() {
  return bytes("{{later}}")
    .then((rest) => {
      kept.rest = rest;
      if (visit && !visit.program.later(rest)) throw new Error("the rest of the pack cannot be read");
    })
    .catch(() => {
      const again = new Promise((resolve) => document.addEventListener("zice-again", resolve, { once: true }));
      kept.rest = null;
      if (visit) visit.program.unavailable();
      return again.then(later);
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
    mark("data-embedded");
    waiting.push(import("{{host}}").catch(() => undefined));
  }
  return Promise.all(waiting);
}

/** Keeps the program, and nothing else, for a visit without a network. Not in a frame: there it is the other site's page. */
function keep() {
  const workers = window.isSecureContext && location.protocol.startsWith("http") && window === top && navigator.serviceWorker;
  if (!workers) return Promise.resolve();
  return workers.register(new URL("./sw.js", import.meta.url)).then((registration) => {
    workers.addEventListener("controllerchange", () => {
      newer = true;
    });
    // Whoever opens the page anew gets the new version anew; a visit that has begun is left alone.
    if (registration.waiting && workers.controller) registration.waiting.postMessage("begin");
  });
}

/**
 * From here on the browser itself refuses every connection. A policy can be narrowed, never widened again.
 * No policy governs connections from browser to browser; the page gives up the means for them. Links that a visitor opens still work.
 */
function seal() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; connect-src 'none'; script-src 'wasm-unsafe-eval'; img-src data:; base-uri 'none'; form-action 'none'";
  document.head.append(policy);
  ["RTCPeerConnection", "webkitRTCPeerConnection"].forEach((name) => delete window[name]);
  mark("data-sealed");
}

/** Everything is loaded: from here on the page needs no network. */
function loaded() {
  mark("data-loaded");
  return keep().catch(() => undefined).then(seal);
}

const dressed = dress();
// The browser fetches some things of its own, such as the icon, until then.
const complete = new Promise((resolve) => (document.readyState === "complete" ? resolve() : addEventListener("load", resolve)));

// Where WebAssembly itself is missing, that too is a refusal and no error of the script.
Promise.resolve().then(first).then(
  () => Promise.all([kept.whole ? Promise.resolve() : later(), dressed, complete]).then(loaded),
  // A browser that cannot load or run the program is led to the readable plan by the page's own text.
  () => mark("data-failed"),
);
