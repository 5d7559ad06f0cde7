// Windows over the page, menus that close by themselves, and the side panel.

export function closeTop() {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  const side = document.getElementById("side");
  if (side) side.hidden = true;
}

export async function showBeside(url) {
  const side = document.getElementById("side");
  if (!side) return;
  await window.htmx.ajax("GET", url, { target: side, swap: "innerHTML" });
  side.hidden = false;
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("[data-close-side]")) closeTop();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
