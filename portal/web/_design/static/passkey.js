// Passkeys: a button fetches the question, the browser asks the person, and the answer goes with the form it stands in.

function decoded(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function encoded(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function asked(options) {
  options.challenge = decoded(options.challenge);
  if (options.user) options.user.id = decoded(options.user.id);
  for (const known of [...(options.excludeCredentials ?? []), ...(options.allowCredentials ?? [])]) {
    known.id = decoded(known.id);
  }
  return { publicKey: options };
}

function answered(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = encoded(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: encoded(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: {},
    response: parts,
  });
}

async function use(button) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const question = await fetch(button.dataset.passkey, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!question.ok) throw new Error(String(question.status));
  const options = asked(await question.json());
  const { credentials } = navigator;
  const credential = options.publicKey.user ? await credentials.create(options) : await credentials.get(options);
  const form = button.closest("form");
  form.elements[button.dataset.field].value = answered(credential);
  form.submit();
}

function start(button) {
  button.hidden = false;
  const told = button.parentElement.querySelector("[data-passkey-failed]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    if (told) told.hidden = true;
    try {
      await use(button);
    } catch {
      button.disabled = false;
      if (told) told.hidden = false;
    }
  });
}

export function startPasskeys(root) {
  if (!window.PublicKeyCredential) return;
  root.querySelectorAll("[data-passkey]").forEach(start);
}
