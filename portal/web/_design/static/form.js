// Forms: the list of errors gets the focus, files can be dropped, filters act at once.

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

export function startForms(root) {
  summary(root);
  root.querySelectorAll("[data-drop]").forEach(drop);
  root.querySelectorAll("form[data-filters]").forEach(filters);
}
