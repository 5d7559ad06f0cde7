// The client switcher: two letters, arrow keys, Enter.

const FEWEST_LETTERS = 2;

export function startSwitcher() {
  const switcher = document.querySelector("details.switcher");
  if (!switcher) return;
  const input = switcher.querySelector("input");
  const list = switcher.querySelector(".switcher-list");
  let asked = new AbortController();
  let answered = Promise.resolve();

  async function load() {
    const letters = input.value.trim();
    asked.abort();
    asked = new AbortController();
    if (letters.length > 0 && letters.length < FEWEST_LETTERS) {
      list.replaceChildren();
      return;
    }
    const url = new URL(switcher.dataset.switcher, location.href);
    url.searchParams.set("q", letters);
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: asked.signal });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function ask() {
    answered = load();
  }

  // The first of what the letters find, never of what stood there before.
  async function chooseFirst() {
    await answered;
    list.querySelector("a")?.click();
  }

  function move(event) {
    const stops = [input, ...switcher.querySelectorAll("a.menu-item")];
    const here = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && here >= 0) {
      event.preventDefault();
      stops[Math.min(Math.max(here + step, 0), stops.length - 1)].focus();
    }
    if (event.key === "Enter" && here === 0) {
      event.preventDefault();
      chooseFirst();
    }
  }

  switcher.addEventListener("toggle", () => {
    if (!switcher.open) return;
    input.focus();
    if (!input.value) ask();
  });
  input.addEventListener("input", ask);
  switcher.addEventListener("keydown", move);
}
