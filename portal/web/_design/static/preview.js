// A document beside its form, drawn again when an answer changes. What was typed is posted, and the answer gets a frame of
// its own that takes the old one's place once it is there: nothing flickers, and Back leaves the page at once.

const PAUSE = 400; // milliseconds after the last change

function fresh(frame, url) {
  const next = document.createElement("iframe");
  for (const { name, value } of frame.attributes) next.setAttribute(name, value);
  next.src = `${url}#toolbar=0&navpanes=0&view=FitH`;
  next.classList.add("is-coming");
  next.addEventListener("load", () => {
    frame.remove();
    next.classList.remove("is-coming");
    URL.revokeObjectURL(url);
  });
  frame.after(next);
}

// Why there is no drawing, out of the page that says so to a browser without scripts.
function reasons(page) {
  return new DOMParser().parseFromString(page, "text/html").querySelector("[data-reasons]") ?? "";
}

function watch(form) {
  const button = document.getElementById(form.dataset.preview);
  const told = document.querySelector("[data-told]");
  const shown = () => document.querySelector(".beside-document iframe");
  let asked = 0;
  let timer = 0;
  const draw = async () => {
    asked += 1;
    const mine = asked;
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
    const content = answer.ok ? await answer.blob() : await answer.text();
    if (mine !== asked) return;
    told.replaceChildren(...(answer.ok ? [] : [reasons(content)]));
    if (answer.ok) fresh(shown(), URL.createObjectURL(content));
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    again();
  });
  form.addEventListener("change", again);
  for (const field of form.elements) if (!form.contains(field)) field.addEventListener("change", again);
}

export function startPreviews(root) {
  root.querySelectorAll("form[data-preview]").forEach(watch);
}
