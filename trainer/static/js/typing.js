// Typed text is kept before its field is left: long text after a pause, any text when the page goes out of sight.
// While a word is being composed (pinyin) nothing is saved.
const PAUSE = 1500;

/** Call save(section) for text that was typed into a question and not saved by leaving its field. */
export function keepTyped(form, save) {
  const typed = new Map(); // section: timer of its pause, 0 without one
  form.addEventListener("input", (event) => {
    const section = event.target.closest(".question[data-slot]");
    if (!section || event.isComposing || !event.target.matches("textarea, input[type=text]")) return;
    clearTimeout(typed.get(section));
    typed.set(section, event.target.matches("textarea") ? setTimeout(keep, PAUSE, section) : 0);
  });
  form.addEventListener("change", (event) => forget(event.target.closest(".question[data-slot]")));
  const leave = () => document.visibilityState === "hidden" && [...typed.keys()].forEach(keep);
  document.addEventListener("visibilitychange", leave);

  function keep(section) {
    forget(section);
    save(section);
  }

  function forget(section) {
    clearTimeout(typed.get(section));
    typed.delete(section);
  }
}
