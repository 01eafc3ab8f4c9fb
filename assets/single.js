// Precedes the start script in zice.html: the files that it asks for are contained in that one file, and so is the plan.
const fetch = (address) => {
  const name = String(address).split("/").pop();
  const found = Array.from(document.querySelectorAll("script[data-file]")).find((file) => file.dataset.file === name);
  if (!found) return Promise.reject(new Error(`${name} is not in this file`));
  const bytes = Uint8Array.from(atob(found.textContent), (letter) => letter.charCodeAt(0));
  return Promise.resolve(new Response(bytes, { headers: { "Content-Type": name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream" } }));
};

document.documentElement.setAttribute("data-single", "");

// Links to the plan open it in a window of its own, with its own style.
addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest('a[href="plan.html"], a[href="#plan"]');
  if (!link) return;
  event.preventDefault();
  const text = document.getElementById("plan-text").textContent;
  const style = document.getElementById("plan-style").textContent.replace(/^<style>|<\/style>$/g, "");
  const page = window.open("", "_blank");
  if (!page) return;
  page.document.open();
  page.document.write(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"></head><body>${text}</body></html>`);
  page.document.close();
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(style);
  page.document.adoptedStyleSheets = [sheet];
  page.document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-back]")) return;
    event.preventDefault();
    page.close();
  });
  page.document.title = page.document.querySelector("h1") ? page.document.querySelector("h1").innerText : document.title;
});
