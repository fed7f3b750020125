(function () {
  "use strict";
  var list = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  var form = document.getElementById("filter");
  var status = document.getElementById("shown");
  var marked = list("[data-find]");
  var fits = function (row) {
    var wanted = function (name) { return form.elements[name] ? form.elements[name].value : ""; };
    var find = wanted("find").trim().toLowerCase(), group = wanted("in"), kind = wanted("kind");
    return (!find || row.getAttribute("data-find").toLowerCase().indexOf(find) >= 0) &&
      (!group || row.getAttribute("data-in").split(" ").indexOf(group) >= 0) &&
      (!kind || row.getAttribute("data-kind") === kind);
  };
  var filter = function () {
    marked.forEach(function (row) { row.hidden = !fits(row); });
    var rows = list("#rows tbody tr");
    status.textContent = status.getAttribute("data-text")
      .replace("{count}", rows.filter(function (row) { return !row.hidden; }).length)
      .replace("{total}", rows.length);
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", filter);
  }
  var compare = function (a, b) {
    var x = parseFloat(a), y = parseFloat(b);
    if (isNaN(x) && isNaN(y)) { return a.localeCompare(b, document.documentElement.lang); }
    return x - y;
  };
  var isEmpty = function (text) { return text === "" || text === "\u2014"; };
  var sort = function (table, head) {
    var at = Array.prototype.indexOf.call(head.parentNode.children, head);
    var down = head.getAttribute("aria-sort") === "ascending";
    list("th", head.parentNode).forEach(function (each) { each.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, text: row.cells[at].textContent.trim(), place: place };
    });
    rows.sort(function (a, b) {
      if (isEmpty(a.text) !== isEmpty(b.text)) { return isEmpty(a.text) ? 1 : -1; }
      return (down ? -1 : 1) * compare(a.text, b.text) || a.place - b.place;
    });
    rows.forEach(function (each) { body.appendChild(each.row); });
  };
  list("table.sorted").forEach(function (table) {
    list("th[data-sort]", table).forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.setAttribute("data-head", head.textContent);
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, head); });
    });
  });
  var open = function () {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.open = true; target.hidden = false; }
  };
  window.addEventListener("hashchange", open);
  document.addEventListener("click", function (event) {
    if (event.target.tagName === "A" && event.target.hash === location.hash) { open(); }
  });
  open();
})();
