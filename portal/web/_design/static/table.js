// Lists: select with mouse or keys, see the count and the sums, preview a row beside the list.
import { showBeside } from "./dialog.js";
import { isTyping } from "./keys.js";
import { Selection } from "./selection.js";

function number(value, decimals = 0) {
  return new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: decimals }).format(value);
}

function show(form, selection) {
  selection.write();
  const { boxes, count } = selection;
  const ticked = boxes.filter((box) => box.checked).length;
  const page = form.querySelector("[data-tick-page]");
  page.checked = ticked > 0 && ticked === boxes.length;
  page.indeterminate = ticked > 0 && ticked < boxes.length;
  const label = form.querySelector("[data-count]");
  label.textContent = label.dataset.words.replace("{n}", number(count));
  for (const place of form.querySelectorAll("[data-sum-of]")) {
    // Without a total from the server, the sum of "all that match" isn't known.
    place.hidden = count === 0 || (selection.all && !place.dataset.total);
    const value = selection.sum(place.dataset.sumOf, place.dataset.total);
    place.querySelector("output").textContent = number(value, Number(place.dataset.decimals));
  }
  form.querySelector("[data-select-all]").hidden = count === selection.matching;
  form.querySelector("[data-select-none]").hidden = count === 0;
}

function startSelection(form, selection) {
  const redraw = () => show(form, selection);
  let last = null;
  form.addEventListener("click", (event) => {
    if (event.target.matches("[data-tick]")) {
      range(selection.boxes, last, event);
      last = event.target;
      redraw();
    }
    const rule = event.target.closest("[data-select-all], [data-select-none]");
    if (rule) {
      event.preventDefault();
      selection.choose("selectAll" in rule.dataset);
      redraw();
    }
  });
  form.querySelector("[data-tick-page]").addEventListener("change", (event) => {
    for (const box of selection.boxes) box.checked = event.target.checked;
    redraw();
  });
  redraw();
}

// Shift and click ticks everything between two rows.
function range(boxes, last, event) {
  if (!event.shiftKey || !last) return;
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(event.target)].sort((a, b) => a - b);
  for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
}

function startRows(form) {
  const rows = [...form.querySelectorAll("tbody tr")];
  let at = -1;
  function go(step) {
    rows[at]?.classList.remove("is-at");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("is-at");
    rows[at].tabIndex = -1;
    rows[at].focus();
  }
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => rows[at]?.querySelector("[data-tick]")?.click(),
    a: () => form.querySelector("[data-select-all]")?.click(),
    p: () => rows[at]?.dataset.preview && showBeside(rows[at].dataset.preview),
    Enter: (event) => event.target === rows[at] && open(rows[at]),
  };
  document.addEventListener("keydown", (event) => {
    if (!form.isConnected || !keys[event.key] || isTyping(event)) return;
    if (event.key !== "Enter" || event.target === rows[at]) event.preventDefault();
    keys[event.key](event);
  });
  form.querySelector("tbody").addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (event.target.closest("a, button, input, label, summary") || !row.dataset.preview || String(getSelection())) return;
    at = rows.indexOf(row) - 1;
    go(1);
    showBeside(row.dataset.preview);
  });
}

function open(row) {
  const url = row.dataset.url ?? row.querySelector("td a")?.href;
  if (url) location.assign(url);
}

export function startLists(root) {
  for (const form of root.querySelectorAll("form[data-list]:not([data-started])")) {
    form.dataset.started = "";
    startRows(form);
    if (!form.querySelector("[data-bar]")) continue;
    const selection = new Selection(form);
    startSelection(form, selection);
    for (const link of document.querySelectorAll("a[data-keep]")) link.addEventListener("click", () => selection.keep());
  }
}
