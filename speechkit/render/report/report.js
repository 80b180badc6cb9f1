/* The review report: what the page does beyond being read. It asks the network for nothing (the page's policy would
   refuse), and text of a document comes into the page in one way only: as the HTML that speechkit made and escaped. */
(function () {
"use strict";
var root = document.documentElement;
var front = document.getElementById("front");
var view = document.getElementById("view");
var folder = root.dataset.kind === "folder";
var $ = function (id) { return document.getElementById(id); };
var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
root.classList.add("js-on");

/* ---- light and dark */

var kept = null;
try { kept = localStorage.getItem("speechkit-theme"); } catch (refused) { kept = null; }
if (kept === "light" || kept === "dark") root.dataset.theme = kept;
function turnTheme() {
  var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("speechkit-theme", root.dataset.theme); } catch (refused) { /* it holds for this visit */ }
}

/* ---- the document that is open */

var stage = folder ? view : front;   /* where the article is */
var number = 0;                      /* of the open document, 0 for the front */
var marks = [];                      /* its changes that are not filtered out */
var at = -1;                         /* index into marks */

function started() {
  /* A title is shown by the tooltip below, for the keyboard too; the browser's own would stand beside it. */
  all("a.c", stage).forEach(function (mark) {
    mark.dataset.told = mark.title;
    mark.removeAttribute("title");
  });
  if (matchMedia("(max-width: 60rem)").matches) all(".fold", stage).forEach(function (fold) { fold.open = false; });
  var rule = $("rule");
  if (rule) rule.addEventListener("change", filter);
  all(".legend input", stage).forEach(function (box) { box.addEventListener("change", filter); });
  at = -1;
  if (rule) filter();
}

function filter() {
  var rule = $("rule").value, hidden = {};
  all(".legend input", stage).forEach(function (box) { hidden["f-" + box.dataset.family] = !box.checked && !rule; });
  marks = [];
  var shown = {};
  all("a.c", stage).forEach(function (mark) {
    var told = mark.dataset.told, off = hidden[mark.classList[1]];
    if (rule) off = ruleOf(told) !== rule;
    mark.classList.toggle("off", !!off);
    mark.tabIndex = off ? -1 : 0;
    if (!off) { marks.push(mark); shown[mark.id.slice(1)] = true; }
  });
  all("ins.c", stage).forEach(function (mark) { mark.classList.toggle("off", !shown[mark.dataset.n]); });
  root.classList.toggle("one-rule", !!rule);
  $("seen").textContent = marks.length.toLocaleString("en");
  at = -1;
  tell();
}

function tell() {
  var steps = $("steps");
  steps.hidden = !marks.length;
  $("count").textContent = at < 0 ? String(marks.length) : (at + 1) + " / " + marks.length;
}

function step(by) {
  if (!marks.length) return;
  if (at < 0) {
    /* the first change below the top of what is seen, or above it */
    var top = 80;
    at = marks.findIndex(function (mark) { return mark.getBoundingClientRect().top > top; });
    if (at < 0) at = marks.length;
    if (by < 0 || at === marks.length) at -= 1;
    if (at < 0) at = marks.length - 1;
  } else {
    at = (at + by + marks.length) % marks.length;
  }
  goTo(marks[at]);
}

function goTo(mark) {
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  tell();
  point(mark);
}

function ruleOf(told) { return told.slice(told.indexOf(" ") + 1).split("\n")[0]; }

/* ---- tooltip: the reason of a change, on hover and on focus */

var tip = $("tip"), pointed = null;
function twin(mark) {
  return mark.tagName === "A" ? stage.querySelector('ins.c[data-n="' + mark.id.slice(1) + '"]') : $("m" + mark.dataset.n);
}
function point(mark) {
  unpoint();
  var other = twin(mark), told = (mark.dataset.told || (other && other.dataset.told) || "").split("\n");
  if (!told[0]) return;
  var fold = $("r-" + ruleOf(told[0])), why = fold && fold.querySelector(".why");
  if (why && why.parentElement === fold) told.splice(2, 0, why.textContent);
  tip.textContent = "";
  told.forEach(function (line, index) {
    var part = document.createElement(index ? "span" : "b");
    part.textContent = line;
    tip.appendChild(part);
  });
  mark.classList.add("lit");
  if (other) other.classList.add("lit");
  if (mark.tagName === "A") mark.setAttribute("aria-describedby", "tip");
  pointed = mark;
  put(mark);
}
function put(mark) {
  var box = mark.getClientRects()[0] || mark.getBoundingClientRect();
  var wide = document.documentElement.clientWidth;
  tip.hidden = box.bottom < 0 || box.top > window.innerHeight;
  tip.style.left = Math.max(8, Math.min(box.left, wide - tip.offsetWidth - 8)) + "px";
  var below = box.bottom + 6, room = window.innerHeight - tip.offsetHeight - 8;
  tip.style.top = (below > room ? Math.max(8, box.top - tip.offsetHeight - 6) : below) + "px";
}
function unpoint() {
  tip.hidden = true;
  pointed = null;
  all(".lit").forEach(function (mark) { mark.classList.remove("lit"); mark.removeAttribute("aria-describedby"); });
}
function marked(target) {
  var mark = target.closest ? target.closest("a.c, ins.c[data-n]") : null;
  return mark && stage.contains(mark) && !mark.classList.contains("off") ? mark : null;
}
document.addEventListener("mouseover", function (event) {
  var mark = marked(event.target), focused = marked(document.activeElement);
  if (mark) { if (mark !== pointed) point(mark); } else if (pointed && pointed !== focused) { unpoint(); if (focused) point(focused); }
});
document.addEventListener("focusin", function (event) {
  var mark = marked(event.target);
  if (!mark) { unpoint(); return; }
  if (marks.indexOf(mark) >= 0) { at = marks.indexOf(mark); tell(); }
  point(mark);
});
document.addEventListener("scroll", function () { if (pointed) put(pointed); }, { passive: true });

/* ---- places: links to fragments, inside a document */

function jump(id) {
  var target = $(id);
  if (!target) return false;
  for (var up = target.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  all(".here-now").forEach(function (old) { old.classList.remove("here-now"); });
  var seen = target;
  if (target.classList.contains("at")) {
    for (seen = target.nextSibling; seen && seen.nodeType === 1 && seen.classList.contains("at");) seen = seen.nextSibling;
    if (!seen || seen.nodeType !== 1 || !seen.classList.contains("v")) seen = target.parentElement;
  }
  seen.classList.add("here-now");
  seen.scrollIntoView({ block: /^[shr]-/.test(id) ? "start" : "center" });
  if (!target.matches("a, button, input")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  return true;
}

document.addEventListener("click", function (event) {
  var link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  var id = link.getAttribute("href").slice(1);
  if (folder && (id === "" || /^d\d+$/.test(id))) return;      /* the address changes, see opened() */
  if ((!folder || number) && jump(id)) {
    event.preventDefault();
    history.replaceState(null, "", "#" + (folder ? "d" + number + "/" : "") + id);
  }
});

/* ---- a folder: documents lie packed in the page and are opened one at a time */

function unpack(packed) {
  var bytes = Uint8Array.from(atob(packed), function (char) { return char.charCodeAt(0); });
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

function opened() {
  var wanted = /^#d(\d+)(?:\/(.+))?$/.exec(location.hash);
  var next = wanted ? Number(wanted[1]) : 0;
  var store = next && $("z" + next);
  if (!store) { close(); return; }
  if (next === number) { if (wanted[2]) jump(wanted[2]); return; }
  number = next;
  unpoint();
  front.hidden = true;
  view.hidden = false;
  view.textContent = view.dataset.opening;
  $("back").hidden = false;
  marks = [];
  tell();
  var failed = function () { if (number === next) { view.textContent = view.dataset.broken; } };
  try {
    unpack(store.textContent).then(function (html) {
      if (number !== next) return;
      view.innerHTML = html;
      $("here").textContent = view.querySelector("h1").textContent;
      $("turn").hidden = false;
      started();
      window.scrollTo(0, 0);
      if (!wanted[2] || !jump(wanted[2])) view.focus({ preventScroll: true });
      root.dataset.open = next;
    }, failed);
  } catch (old) { failed(); }
}

function close() {
  var was = number;
  number = 0;
  unpoint();
  view.hidden = true;
  view.textContent = "";
  front.hidden = false;
  $("back").hidden = $("turn").hidden = true;
  $("here").textContent = "";
  marks = [];
  tell();
  delete root.dataset.open;
  var row = was && document.querySelector('#docs tr[data-doc="' + was + '"] a');
  if (row) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "center" }); }
}

function turn(by) {
  var rows = all("#docs tbody tr").filter(function (row) { return !row.hidden; });
  if (!rows.length) return;
  var index = rows.findIndex(function (row) { return Number(row.dataset.doc) === number; });
  if (!number) {
    var focused = document.activeElement.closest ? rows.indexOf(document.activeElement.closest("tr")) : -1;
    var next = rows[Math.max(0, Math.min(rows.length - 1, focused < 0 ? 0 : focused + by))];
    next.querySelector("a").focus();
    return;
  }
  index = Math.max(0, Math.min(rows.length - 1, index + by));
  location.hash = "#d" + rows[index].dataset.doc;
}

/* ---- the table of documents */

function sort(button) {
  var head = button.closest("th"), index = all("th", head.parentElement).indexOf(head);
  var text = head.dataset.kind === "t", now = head.getAttribute("aria-sort");
  var up = now === "ascending" ? false : now === "descending" ? true : text || index === 0;
  all("th", head.parentElement).forEach(function (each) { each.removeAttribute("aria-sort"); });
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  var body = document.querySelector("#docs tbody");
  var value = function (row) { return row.children[index].dataset.v; };
  var rows = all("tr", body);
  rows.sort(function (a, b) {
    var order = text ? value(a).localeCompare(value(b), undefined, { numeric: true }) : Number(value(a)) - Number(value(b));
    return (up ? order : -order) || Number(a.dataset.doc) - Number(b.dataset.doc);
  });
  rows.forEach(function (row) { body.appendChild(row); });
}

function find() {
  var wanted = $("find").value.trim().toLowerCase(), left = 0;
  all("#docs tbody tr").forEach(function (row) {
    row.hidden = wanted !== "" && row.textContent.toLowerCase().indexOf(wanted) < 0;
    left += row.hidden ? 0 : 1;
  });
  $("none").hidden = left > 0;
}

/* ---- keys */

function typing(target) {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox";
}
var keys = {
  j: function () { if (!folder || number) step(1); else turn(1); },
  k: function () { if (!folder || number) step(-1); else turn(-1); },
  n: function () { if (folder) turn(1); },
  p: function () { if (folder) turn(-1); },
  u: function () { if (number) location.hash = ""; },
  t: turnTheme,
  w: function () { var box = $("F-width"); if (box) { box.checked = !box.checked; filter(); } },
  "/": function () {
    var field = folder && !number ? $("find") : $("rule");
    if (!field) return;
    for (var up = field.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  },
  "?": function () { $("help").showModal(); }
};
document.addEventListener("keydown", function (event) {
  if (event.key === "Escape") {
    if (!tip.hidden) unpoint();
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $("help").open) return;
  var does = keys[event.key];
  if (does) { event.preventDefault(); does(); }
});

/* ---- paper: what is folded up is printed too, but for the changes of width */

var unfolded = [];
window.addEventListener("beforeprint", function () {
  unfolded = all(".rule:not(.width):not([open])", stage);
  unfolded.forEach(function (fold) { fold.open = true; });
});
window.addEventListener("afterprint", function () {
  unfolded.forEach(function (fold) { fold.open = false; });
  unfolded = [];
});

$("theme").addEventListener("click", turnTheme);
$("ask").addEventListener("click", keys["?"]);
$("next").addEventListener("click", keys.j);
$("prev").addEventListener("click", keys.k);
$("before").addEventListener("click", keys.p);
$("after").addEventListener("click", keys.n);
if (folder) {
  all(".sort").forEach(function (button) { button.addEventListener("click", function () { sort(button); }); });
  $("find").addEventListener("input", find);
  window.addEventListener("hashchange", opened);
  /* The documents stand behind this script: they are there when the page is whole. */
  document.addEventListener("DOMContentLoaded", opened);
} else {
  started();
  $("here").textContent = document.querySelector("h1").textContent;
  document.addEventListener("DOMContentLoaded", function () { if (location.hash.length > 1) jump(location.hash.slice(1)); });
}
}());
