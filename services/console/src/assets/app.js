// Comfort only: every page works without this file.
(function () {
  "use strict";
  var KEYS = "hoanhap.keys";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  // Show what went wrong first.
  var errors = document.getElementById("errors");
  if (errors) errors.focus();

  each("[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Paper has no folds.
  window.addEventListener("beforeprint", function () {
    each("details", function (details) { details.open = true; });
  });

  // Ask before typed text is lost.
  var dirty = false;
  each("form[data-guard]", function (form) {
    form.addEventListener("input", function () { dirty = true; });
    form.addEventListener("submit", function () { dirty = false; });
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) event.preventDefault();
  });

  // A second click while a form is on its way does nothing; the server records it once anyway.
  each("form", function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  });
  window.addEventListener("pageshow", function () {
    each("form", function (form) { delete form.dataset.sent; });
  });

  // A long job takes step after step; when one fails, its button is there for the next try.
  function goOn(box) {
    var form = box.querySelector("form[data-auto]");
    form.hidden = true;
    function stop() { form.hidden = false; }
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).then(function (answer) {
      return answer.text().then(function (text) {
        var next = new DOMParser().parseFromString(text, "text/html").getElementById("progress");
        if (!answer.ok) return stop();
        if (!next) return location.replace(answer.url);
        box.querySelector("progress").value = next.querySelector("progress").value;
        box.querySelector("[role=status]").textContent = next.querySelector("[role=status]").textContent;
        goOn(box);
      });
    }).catch(stop);
  }
  each("#progress", goOn);

  // One key, off until switched on in the help page (WCAG 2.1.4).
  function keysOn() {
    try { return localStorage.getItem(KEYS) === "on"; } catch (e) { return false; }
  }
  each("[data-keys]", function (button) {
    function show() { button.textContent = keysOn() ? button.dataset.off : button.dataset.on; }
    button.hidden = false;
    show();
    button.addEventListener("click", function () {
      try { localStorage.setItem(KEYS, keysOn() ? "off" : "on"); } catch (e) { return; }
      show();
    });
  });
  document.addEventListener("keydown", function (event) {
    var inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== "/" || inField || event.ctrlKey || event.altKey || event.metaKey || !keysOn()) return;
    var box = document.getElementById("q") || document.getElementById("quick");
    if (box) { event.preventDefault(); box.focus(); }
  });
})();
