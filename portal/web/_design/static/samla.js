// Everything essential works without this; these modules make hands faster.
import { startDialogs } from "./dialog.js";
import { startForms, startSending } from "./form.js";
import { startKeys } from "./keys.js";
import { startPasskeys } from "./passkey.js";
import { startPreviews } from "./preview.js";
import { startSwitcher } from "./switcher.js";
import { startLists } from "./table.js";
import { startLook } from "./theme.js";
import { startToasts } from "./toast.js";

document.documentElement.classList.add("scripted");
startDialogs();
startForms(document);
startSending();
startKeys();
startPasskeys(document);
startPreviews(document);
startSwitcher();
startLists(document);
startLook();
startToasts();
document.querySelector(".areas [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
document.body.addEventListener("htmx:load", (event) => {
  startForms(event.detail.elt);
  startLists(event.detail.elt);
});
