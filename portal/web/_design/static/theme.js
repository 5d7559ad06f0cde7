// Theme and density change at once; the cookie is the one the server would set.

const A_YEAR = 365 * 24 * 60 * 60;

export function startLook() {
  for (const form of document.querySelectorAll("form[data-look]")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button?.name) return;
      event.preventDefault();
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `${button.name}=${button.value}; path=/; max-age=${A_YEAR}; samesite=lax${secure}`;
      document.documentElement.dataset[form.dataset.look] = button.value;
      for (const other of form.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
    });
  }
}
