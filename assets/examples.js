// Writes this site's own address into the examples, ready to be copied.
// Syntax: Chromium 87, Firefox 83, Safari 14.
(function () {
  "use strict";
  const base = new URL("./", location.href).href;
  document.querySelectorAll("[data-example]").forEach((example) => {
    example.textContent = example.textContent.split("https://zice.example/").join(base).split("https://zice.example").join(location.origin);
    if (example.dataset.policy) {
      example.dataset.policy = example.dataset.policy.split("https://zice.example/").join(base).split("https://zice.example").join(location.origin);
    }
  });
})();
