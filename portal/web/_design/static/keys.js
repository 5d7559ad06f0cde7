// Keys that work on every page: / searches, c chooses a client, ? shows the keys, Esc closes.
import { closeTop } from "./dialog.js";

export function isTyping(event) {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const field = event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");
  return busy || field || document.querySelector("dialog[open]");
}

const KEYS = {
  "/": () => document.getElementById("search")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
  c: () => {
    const switcher = document.querySelector("details.switcher");
    if (!switcher) return;
    switcher.open = true;
    // At once, not on the event that follows: the next letters are typed before it comes.
    switcher.querySelector("input").focus();
  },
};

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (event.target.matches?.("input, textarea")) event.target.blur();
      closeTop();
    } else if (KEYS[event.key] && !isTyping(event)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
}
