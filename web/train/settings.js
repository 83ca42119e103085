// The form of Train's settings: what may change during training is live; some fields are folded away.

import { Form } from "../ui/form.js";

export class Settings extends Form {
  /** What there is at first. @type {Record<string, unknown>} */
  #untouched = {};

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} helpLine
   * @param {(name: string) => void} onChange told which field the visitor changed
   */
  constructor(form, helpLine, onChange) {
    super(form, onChange);
    this.live = this.fields
      .filter(({ element }) => element.closest("#live, [data-live]"))
      .map(({ name }) => name);
    for (const button of form.querySelectorAll("[data-fill]")) this.#offer(button);
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const { element, help } of this.fields)
      for (const type of ["focusin", "pointerenter"])
        element.addEventListener(type, () => {
          helpLine.textContent = help.textContent;
        });
  }

  /** Only what may change while a network trains. @returns {Record<string, unknown>} */
  readLive() {
    const live = Object.entries(this.read()).filter(([name]) => this.live.includes(name));
    return Object.fromEntries(live);
  }

  /**
   * Fills the form in and opens it.
   * @param {Record<string, unknown>} values
   * @param {Record<string, string[]>} choices
   */
  open(values, choices) {
    this.#untouched = values;
    for (const field of this.fields) if (choices[field.name]) field.offer(choices[field.name]);
    this.fill(values);
    for (const fieldset of this.element.querySelectorAll("fieldset")) fieldset.disabled = false;
  }

  fill(values) {
    super.fill(values);
    for (const { name, value, element } of this.fields)
      if (name in values && String(value) !== String(this.#untouched[name])) unfold(element);
  }

  show(errors) {
    super.show(errors);
    for (const { name, element } of this.fields)
      if (errors.some(({ field }) => field === name)) unfold(element);
  }

  /** A button that fills a field in, as if by hand: `data-fill` is the name, `value` what to fill in. */
  #offer(button) {
    const { input } = this.fields.find(({ name }) => name === button.dataset.fill);
    button.addEventListener("click", () => {
      input.value = button.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

/** Shows a field that is folded away: what it says is worth seeing. @param {HTMLElement} element */
function unfold(element) {
  const fold = element.closest("details");
  if (fold) fold.open = true;
}
