(function () {
  "use strict";
  var form = document.getElementById("filter");
  var gaps = Array.prototype.slice.call(document.querySelectorAll(".gap"));
  var status = document.getElementById("shown");
  if (form && gaps.length) {
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function () {
      var count = 0;
      gaps.forEach(function (gap) {
        var fits = ["category", "level", "owner"].every(function (name) {
          var wanted = form.elements[name].value;
          return wanted === "" || gap.getAttribute("data-" + name) === wanted;
        });
        gap.hidden = !fits;
        if (fits) { count += 1; }
      });
      status.textContent = status.getAttribute("data-text")
        .replace("{count}", count).replace("{total}", gaps.length);
    });
  }
  var details = function () { return document.querySelectorAll("details"); };
  Array.prototype.forEach.call(document.querySelectorAll(".tools"), function (tools) {
    tools.hidden = false;
    tools.addEventListener("click", function (event) {
      var open = event.target.getAttribute("data-open");
      if (open === null) { return; }
      Array.prototype.forEach.call(details(), function (each) { each.open = open === "1"; });
    });
  });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.filter.call(document.querySelectorAll(".gap details, details.card"), function (each) { return !each.open; });
    closed.forEach(function (each) { each.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (each) { each.open = false; });
  });
})();
