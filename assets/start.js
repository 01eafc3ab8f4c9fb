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

/** Compiles the program while the core of the pack comes in, and hands it over. */
function first() {
  const program = import("{{glue}}").then((page) => page.default({ module_or_path: beside("{{program}}") }).then(() => page));
  return Promise.all([program, bytes("{{core}}")]).then(([page, core]) => {
    if (!page.start(core)) throw new Error("the pack cannot be read");
    return page;
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
  (page) => later(page).then(loaded),
  // A browser that cannot load or run the program is led to the readable plan by the page's own text.
  () => document.documentElement.setAttribute("data-failed", ""),
);
