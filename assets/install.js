// For install.html: keeps the program for visits without a network, and says whether that worked. Syntax: nothing newer than Chromium 87 knows.

function say(state) {
  document.querySelectorAll("[data-state]").forEach((one) => (one.hidden = one.dataset.state !== state));
}

const workers = window.isSecureContext && navigator.serviceWorker;
if (workers) {
  workers
    .register("./sw.js")
    .then(() => workers.ready)
    .then(() => say("kept"))
    .catch(() => say("refused"));
} else {
  say("refused");
}

// Browsers that let a page offer it.
addEventListener("beforeinstallprompt", (event) => {
  const button = document.getElementById("install");
  event.preventDefault();
  button.hidden = false;
  button.onclick = () => {
    button.hidden = true;
    event.prompt();
  };
});
