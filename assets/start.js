// Starts the program. `cargo xtask build` puts the glue of wasm-bindgen and the names of the built files in (xtask/src/page.rs).
// Everything the first question needs is started by index.html itself through preloads; nothing here adds a level of waiting.
// Syntax: nothing newer than Chromium 87 knows; the build shortens it (xtask/src/minify.rs).

const root = document.documentElement;
const app = document.getElementById("app");
// How the page was before anybody used it: what is not restored from here, and not set by `mark`, is not the page's own.
const blank = {
  app: app && app.cloneNode(true),
  attributes: Array.from(root.attributes, ({ name, value }) => [name, value]).filter(([name]) => name !== "data-held"),
  title: document.title,
};
const marks = new Set();
// One program for each visitor: wasm-bindgen's functions around a memory of their own.
const glue = "{{glue}}";
const core = "{{core}}";
// What was fetched, for this visitor and the next: the program in two modules (the second is empty where the program is whole), and the pack.
const kept = { module: null, second: null, core: null, pack: undefined, hash: "", whole: false, rest: null, site: "", contacts: "" };
// The program of the visitor at hand.
let visit = null;

function mark(name, value) {
  marks.add(name);
  root.setAttribute(name, value || "");
}

// A server's own policy may refuse what stands inside the page (the style of the first view, assets/early.js): then both come as files.
const early = window.zcEarly ? Promise.resolve() : Promise.all([dressed(), import("{{early}}")]).catch(() => mark("data-early", "other"));

/** The address of a file beside this one. */
function beside(name) {
  return new URL(name, import.meta.url);
}

/** Why the page cannot start (assets/failed.js knows the kinds), and for which file. */
function failure(kind, name, status) {
  return Object.assign(new Error([kind, name, status].join(" ")), { kind, name, status });
}

/** The answer for a file beside this one. Asked for just as the page's preloads ask: with any other mode WebKit would fetch what is preloaded once more. */
function file(name) {
  return fetch(beside(name), { mode: "no-cors", credentials: "include" }).then(
    (response) => {
      const { ok, status } = response;
      if (!ok) throw failure(status === 404 || status === 410 ? "gone" : "refused", name, status);
      return response;
    },
    () => {
      throw failure("network", name);
    },
  );
}

/** The bytes of a file beside this one. */
function bytes(name) {
  return file(name).then((response) => response.arrayBuffer()).then((buffer) => new Uint8Array(buffer));
}

/** Compiles while the file comes in, where its type allows that: many servers do not know `.wasm`, and send it as something else or as nothing. */
function compiled(name) {
  return file(name).then((response) => {
    if (WebAssembly.compileStreaming && response.headers.get("Content-Type") === "application/wasm") {
      return WebAssembly.compileStreaming(response).catch((problem) => Promise.reject(Object.assign(problem, { name })));
    }
    return response.arrayBuffer().then((content) => WebAssembly.compile(content)).catch((problem) => Promise.reject(Object.assign(problem, { name })));
  });
}

/** The second module puts its functions into the table of the first. */
function join(exports) {
  return kept.second ? WebAssembly.instantiate(kept.second, { p: exports }) : Promise.resolve();
}

/** A program with a memory of its own takes the page over; with `early` (assets/early.js), what was done before it was there is done again. */
function begin(early) {
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
  // On a slow machine the framework rests between its tasks, and a frame would show what is half done, and then another the rest: it does not.
  const delayed = (task, delay) => (delay ? setTimeout(task, delay) : queueMicrotask(task));
  const program = glue(own, delayed);
  return program
    .start_program({ module_or_path: kept.module })
    .then(() => join(exports))
    .then(() => {
      const before = early && seen(early());
      // For the bench; once, as each measure is kept.
      if (early) performance.mark("zice-core");
      const opened = program.open(kept.core, kept.pack, kept.hash);
      if (!opened) throw failure("damaged", core);
      if (early) performance.measure("zice-decode", "zice-core");
      // A pack from elsewhere comes whole.
      kept.whole = opened === 2;
      program.start();
      visit = { program, exports };
      if (kept.rest && !kept.whole) program.later(kept.rest);
      if (!early) program.settings(kept.site, kept.contacts);
      return before ? resumed(before) : drawn();
    });
}

/** Lets the program draw: it does so in microtasks, so that no frame is painted in between. */
async function drawn() {
  for (let n = 0; n < 100; n += 1) await null;
}

/** Waits in the same way for what the program draws; false when that does not come. */
async function shown(selector) {
  for (let n = 0; n < 5000; n += 1) {
    if (document.querySelector(selector)) return true;
    await null;
  }
  return false;
}

/** What the visitor has done before the program was there. */
function seen({ intro, held }) {
  const main = document.querySelector("#app main");
  const chosen = (view, name) => Array.from(view.querySelectorAll(`[name=${name}]`)).flatMap(({ checked }, index) => (checked ? index : []));
  const question = main && main.querySelector("[data-question]");
  const details = main && main.querySelector("details");
  const active = document.activeElement;
  const action = active && active.getAttribute("data-action");
  return {
    topics: main ? chosen(intro || main, "topics") : [],
    asked: question ? question.getAttribute("data-question") : "",
    answers: main ? chosen(main, "answer") : [],
    held,
    open: details && details.open,
    focus: !active || active === document.body ? null : active.id ? `#${active.id}` : action ? `[data-action="${action}"]` : active.nodeName,
    scroll: [window.pageXOffset, window.pageYOffset],
  };
}

/** Does it again, then gives back focus and place. */
async function resumed(seen) {
  const press = (selector) => {
    const element = document.querySelector(`#app ${selector}`);
    if (element) element.click();
    return drawn();
  };
  await shown("html[data-ready]");
  await drawn();
  // The portal may have chosen some already.
  for (const index of seen.topics) await press(`#topics-${index}:not(:checked)`);
  if (seen.asked) {
    await press("[data-action=next]");
    // The day may have come since the build that another question is the first.
    if (!(await shown(`#app [data-question="${seen.asked}"]`))) return;
  }
  for (const index of seen.answers) await press(`#answer-${index}`);
  const details = document.querySelector("#main details");
  if (seen.open && details) details.open = true;
  if (seen.held) {
    await press(`[data-action="${seen.held}"]`);
  } else {
    const focused = seen.focus && document.querySelector(seen.focus);
    if (focused) focused.focus({ preventScroll: true });
    window.scrollTo(seen.scroll[0], seen.scroll[1]);
  }
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
  try {
    history.replaceState(null, "", location.pathname + location.search);
  } catch (_) {
    // A browser that counts how often a page does that; at a counter nothing stands there.
  }
  getSelection().removeAllRanges();
  window.name = "";
  scrollTo(0, 0);
}

// At a counter the page is the next visitor's.
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
// After an idle limit nobody touches anything: then the next visitor's first touch does it.
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
 * A file that does not come is an empty one: the program says so, and goes on with its own pack.
 */
function other() {
  const query = new URLSearchParams(location.search);
  const named = document.querySelector('meta[name="zice-pack"]');
  const file = query.get("pack") || (named ? named.content : "");
  const hash = query.get("pack") ? query.get("pack-sha256") || "" : (named && named.dataset.sha256) || "";
  const plain = /^[\w-]+\.zice$/.test(file);
  const missing = new Uint8Array();
  if (!file) return Promise.resolve({ pack: undefined, hash: "" });
  return (plain ? bytes(`./${file}`).catch(() => missing) : Promise.resolve(missing)).then((pack) => ({ pack, hash }));
}

/**
 * A file that the portal has written beside the page (check.html says what may stand in it): UTF-8, UTF-16, or GBK as Excel in Chinese writes it. One that is
 * not there, or that nobody can read, is empty; a visitor never hears of it.
 */
function written(name) {
  return fetch(beside(name), { cache: "no-cache" })
    .then((response) => (response.ok ? response.arrayBuffer() : new ArrayBuffer(0)))
    .then((buffer) => {
      const content = new Uint8Array(buffer);
      const codings = content[0] === 255 && content[1] === 254 ? ["utf-16le"] : ["utf-8", "gb18030"];
      for (const coding of codings) {
        try {
          return new TextDecoder(coding, { fatal: true }).decode(content);
        } catch (_) {
          // The next one, then.
        }
      }
      return "";
    })
    .catch(() => "");
}

/**
 * Puts a theme into the page, if it is colours of :root and nothing else (crates/core/src/settings/theme.rs says so line by line). The page's policy allows no
 * other style than its own; the rules go into that, above its own by their weight.
 */
function themed(text) {
  const plain = text.replace(/\/\*[^]*?(\*\/|$)/g, " ").replace(/\s+/g, "");
  const colours = "ink(-2)?|paper|ground|line(-strong)?|(on-)?brand|brand-(ink|soft)|focus|mark|error|(yes|review|no)(-soft)?|open(-soft|-line)?|no-line|code-(ink|ground)";
  const rule = `:root\\{(;|(--zc-(${colours}):#([\\da-f]{3}){1,2}|--zc-radius:\\d{1,2}px)(;|(?=\\})))*\\}`;
  const dark = `@media\\(prefers-color-scheme:dark\\)\\{(${rule})*\\}`;
  if (!new RegExp(`^(${rule}|${dark})*$`, "i").test(plain)) return;
  const [sheet] = document.styleSheets;
  for (const found of plain.match(new RegExp(`${dark}|${rule}`, "gi")) || []) {
    sheet.insertRule(found.replace(/:root/g, "html:root"), sheet.cssRules.length);
  }
  schemed();
}

/**
 * What the portal has written about itself. What the page needs before the program can read it is taken from it here: a theme, topics chosen beforehand, another
 * plan; the address's own options come first. The program reads the rest (src/lib.rs: `deploy`).
 */
const site = written("./config/site.json").then((text) => {
  let said;
  try {
    said = JSON.parse(text.replace(/^\ufeff/, "")) || {};
  } catch (_) {
    said = {};
  }
  const query = new URLSearchParams(location.search);
  const { theme, topics, pack } = said;
  if (typeof theme === "string" && /^[a-z\d-]{1,32}$/.test(theme) && !query.has("theme")) {
    Promise.all([written(theme === "own" ? "./config/theme.css" : `./themes/${theme}.css`), early]).then(([text]) => themed(text));
  }
  if (Array.isArray(topics) && !query.has("topics")) mark("data-topics", topics.join());
  if (pack && !query.has("pack") && !document.querySelector('meta[name="zice-pack"]')) {
    const meta = document.createElement("meta");
    Object.assign(meta, { name: "zice-pack", content: String(pack.file) }).dataset.sha256 = pack.sha256;
    document.head.append(meta);
  }
  return text;
});

/** Hands over what the portal has written, when everything else is there. */
function deployed() {
  return Promise.all([site, written("./config/contacts.csv")]).then(([text, contacts]) => {
    Object.assign(kept, { site: text, contacts });
    if (visit) visit.program.settings(text, contacts);
  });
}

/** The whole style: what comes after the questions must not hold them up. Themes, which follow it, keep the last word. */
function dressed() {
  if (root.hasAttribute("data-single") || document.querySelector("link[data-style]")) return Promise.resolve();
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = beside("{{style}}").href;
  sheet.integrity = "{{style integrity}}";
  sheet.setAttribute("data-style", "");
  return new Promise((resolve, reject) => {
    sheet.onload = () => resolve(schemed());
    sheet.onerror = () => {
      sheet.remove();
      reject(new Error("the style cannot be fetched"));
    };
    document.head.insertBefore(sheet, document.querySelector("head > style").nextSibling);
  });
}

/** The light or dark that the page around this one asks for (`scheme=dark`), whatever the visitor's system has: in every sheet that is there. */
function schemed() {
  const [, scheme] = /[?&]scheme=(light|dark)(&|$)/.exec(location.search) || [];
  if (!scheme) return;
  root.style.colorScheme = scheme;
  for (const sheet of document.styleSheets) {
    for (const { media } of sheet.cssRules) {
      if (media && /prefers-color-scheme/.test(media.mediaText)) media.mediaText = scheme === "dark" ? "all" : "not all";
    }
  }
}
schemed();

/** The second module, if the program has one. */
function second() {
  const name = "{{rest}}";
  if (kept.second || !name) return Promise.resolve();
  return compiled(name).then((module) => {
    kept.second = module;
  });
}

/** Compiles the program while the core of the pack comes in, and hands it over. */
function first() {
  // Another pack is whole from the start, and a counter has everything at hand: so must the program be. English words come with its second module.
  const query = new URLSearchParams(location.search);
  const whole = query.get("mode") === "counter" || query.getAll("lang").includes("en");
  // Some seconds must do: a server that answers everything but this is not waited for.
  const known = Promise.race([site, new Promise((resolve) => setTimeout(resolve, 3000))]);
  const another = known.then(other).then((found) => (found.pack || whole ? Promise.all([second(), dressed()]).then(() => found) : found));
  return Promise.all([compiled("{{program}}"), bytes(core), another, early]).then(([module, core, { pack, hash }]) => {
    Object.assign(kept, { module, core, pack, hash });
    return begin(window.zcEarly);
  });
}

/** Loads what only results and English need. Where that fails, the page says so and asks for it again with `zice-again`. */
function later() {
  const joined = () => second().then(() => visit && join(visit.exports));
  return Promise.all([bytes("{{later}}"), joined(), dressed()])
    .then(([rest]) => {
      kept.rest = rest;
      if (visit && !visit.program.later(rest)) throw new Error("the rest of the pack cannot be read");
    })
    .then(deployed)
    .catch(() => {
      const again = new Promise((resolve) => document.addEventListener("zice-again", resolve, { once: true }));
      kept.rest = null;
      if (visit) visit.program.unavailable();
      return again.then(later);
    });
}

/** The next frame is there, or nobody sees one. */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
}

/** In another site's page, what speaks with it. */
function embedded() {
  if (!new URLSearchParams(location.search).has("embed") || parent === window) return Promise.resolve();
  mark("data-embedded");
  // The page around has a title of its own.
  if (/[?&]chrome=bare(&|$)/.test(location.search)) mark("data-chrome", "bare");
  return import("{{host}}").catch(() => undefined);
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
  const without = (inner) => {
    ["RTCPeerConnection", "webkitRTCPeerConnection"].forEach((name) => delete inner[name]);
    return inner;
  };
  without(window);
  // Those of an empty frame in the page are its own.
  const frame = HTMLIFrameElement.prototype;
  const { get } = Object.getOwnPropertyDescriptor(frame, "contentWindow");
  Object.defineProperty(frame, "contentWindow", {
    get() {
      const inner = get.call(this);
      return inner && without(inner);
    },
  });
  Object.defineProperty(frame, "contentDocument", { get() { return this.contentWindow && this.contentWindow.document; } });
  mark("data-sealed");
}

/** Everything is loaded: from here on the page needs no network. A worker that is not answered for does not keep the page open. */
function loaded() {
  mark("data-loaded");
  const patience = new Promise((resolve) => setTimeout(resolve, 4000));
  return Promise.race([keep().catch(() => undefined), patience]).then(seal);
}

const spoken = embedded();
// The browser fetches some things of its own, such as style sheets, until then.
const complete = new Promise((resolve) => (document.readyState === "complete" ? resolve() : addEventListener("load", () => resolve(schemed()))));

/** Says why the page does not start. */
function failed(kind, name, status) {
  early.then(() => (window.zcFailed ? window.zcFailed(kind, name && beside(name).href, status) : mark("data-failed", kind)));
}

/** What cannot be loaded or run leads to the readable plan, and says whose doing it is. */
function refused(problem) {
  if (!window.WebAssembly) return failed("browser");
  if (problem.kind || !(problem instanceof WebAssembly.CompileError)) return failed(problem.kind || "program", problem.name, problem.status);
  // Whether nothing at all may be compiled, or this file cannot be: eight bytes are an empty program.
  return WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
    () => failed("damaged", problem.name),
    () => {
      // Browsers that do not know 'wasm-unsafe-eval' yet refuse under it: for them there is a page whose policy says it in the older way.
      if (location.protocol === "file:" || /older\.html$/.test(location.pathname)) failed("policy");
      else location.replace(beside("./older.html").href + location.search + location.hash);
    },
  );
}

// A program that stops puts a page of its own in its place (src/failure.rs); where it cannot, the way to the plan is left.
addEventListener("error", ({ error }) => {
  if (!visit || !(error instanceof WebAssembly.RuntimeError) || document.querySelector('[data-view="stopped"]')) return;
  root.removeAttribute("data-ready");
  failed("program");
});

Promise.resolve().then(first).then(
  // What comes later does not hold up the frame that shows what was taken over.
  () => Promise.all([kept.whole ? deployed() : painted().then(later), spoken, complete]).then(loaded),
  refused,
);
