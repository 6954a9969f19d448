// Forms that say their consequence before they act: form[data-confirm="…"], asked in a dialog, sent only on yes.
export function confirmForms(root = document) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed || event.defaultPrevented) return;
    event.preventDefault();
    ask(form, event.submitter);
  });
}

function ask(form, submitter) {
  const dialog = document.createElement("dialog");
  const text = Object.assign(document.createElement("p"), { textContent: form.dataset.confirm, id: "confirm-text" });
  const actions = Object.assign(document.createElement("div"), { className: "actions" });
  const no = button(form.dataset.confirmNo ?? document.body.dataset.no, "button plain");
  const danger = submitter?.classList.contains("danger") ? " danger" : "";
  const yes = button(form.dataset.confirmYes ?? (submitter?.textContent.trim() || document.body.dataset.yes), `button${danger}`);
  if (form.dataset.confirmTitle) {
    dialog.append(Object.assign(document.createElement("h2"), { textContent: form.dataset.confirmTitle }));
  }
  dialog.setAttribute("aria-labelledby", text.id);
  actions.append(no, yes);
  dialog.append(text, actions);
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter ?? undefined);
    delete form.dataset.confirmed;
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function button(label, className) {
  return Object.assign(document.createElement("button"), { type: "button", textContent: label, className });
}
