// Messages without a new page. The server sends the header
//   HX-Trigger: {"toast": {"text": "...", "tone": "good"}}

const SECONDS = 8;
const SVG = "http://www.w3.org/2000/svg";
const ICONS = { good: "check", bad: "alert", warn: "alert" };

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

export function showToast({ text, tone = "info" }) {
  const place = document.getElementById("toasts");
  const toast = document.createElement("div");
  toast.className = `toast tone-${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.setAttribute("aria-label", place.dataset.close);
  close.append(icon("cross"));
  close.addEventListener("click", () => toast.remove());
  toast.append(icon(ICONS[tone] ?? "info"), words, close);
  place.append(toast);
  // What went wrong stays until it has been read.
  if (tone !== "bad") setTimeout(() => toast.remove(), SECONDS * 1000);
}

export function startToasts() {
  document.body.addEventListener("toast", (event) => showToast(event.detail));
}
