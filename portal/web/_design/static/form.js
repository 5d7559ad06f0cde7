// Forms: the list of errors gets the focus, files can be dropped, filters act at once, and what is saved as it is typed
// is sent once.

function summary(root) {
  root.querySelector("[data-errors]")?.focus();
}

function drop(area) {
  const input = area.querySelector("input");
  for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.toggle("is-over", over);
    });
  }
  area.addEventListener("drop", (event) => {
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function filters(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=date]")) form.requestSubmit();
  });
  // An unanswered filter stays out of the address.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

// htmx would save once more a moment after the button was pressed, at that button's address: the same would be sent
// twice. And what is sent while a save is under way would be of an older version: it goes when the answer is there.
const sent = new WeakSet();

// The second click of a double one would be answered instead of the first: that what was asked for isn't possible now.
const DOUBLE_CLICK = 700; // ms
const sentAt = new WeakMap();

function isSecondClick(event) {
  const form = event.target;
  if (form.method !== "post") return false;
  const before = sentAt.get(form) ?? -DOUBLE_CLICK;
  sentAt.set(form, event.timeStamp);
  return event.timeStamp - before < DOUBLE_CLICK;
}

// An answer that isn't one, such as to a page that was open since yesterday: the next that saves takes this away again.
function tellUnsaved(form) {
  const told = form.querySelector("[data-unsaved]");
  if (!told) return;
  told.hidden = false;
  form.querySelector("[data-saved]")?.remove();
}

export function startSending() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const isWaiting = form.hasAttribute("hx-post") && form.classList.contains("htmx-request");
    if (!isWaiting && isSecondClick(event)) {
      event.preventDefault();
      return;
    }
    if (!form.hasAttribute("hx-post")) return;
    if (!isWaiting) {
      sent.add(form);
      return;
    }
    event.preventDefault();
    form.addEventListener("htmx:afterRequest", () => form.requestSubmit(event.submitter), { once: true });
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (sent.has(event.detail.elt)) event.preventDefault();
  });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => tellUnsaved(event.detail.elt));
  }
  window.addEventListener("pageshow", () => document.querySelectorAll("form[hx-post]").forEach((form) => sent.delete(form)));
}

export function startForms(root) {
  summary(root);
  root.querySelectorAll("[data-drop]").forEach(drop);
  root.querySelectorAll("form[data-filters]").forEach(filters);
}
