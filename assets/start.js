// Starts the program. `cargo xtask build` puts the names of the built files in (xtask/src/finish.rs).
// Everything the first question needs is started by index.html itself through preloads; nothing here adds a level of waiting.
// Syntax: nothing newer than Chromium 87 knows.

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

/** Everything is loaded: from here on the page needs no network. */
function loaded() {
  document.documentElement.setAttribute("data-loaded", "");
  // What closes the page to the network, and what keeps it for the next visit, begins here.
}

first().then(
  ({ page, whole }) => (whole ? Promise.resolve() : later(page)).then(loaded),
  // A browser that cannot load or run the program is led to the readable plan by the page's own text.
  () => document.documentElement.setAttribute("data-failed", ""),
);
