// The form of settings ↔ a plain object. Python checks the values; each error is shown at its field.

import { Field } from "../ui/field.js";

export class Settings {
  /** The settings of the run under way. @type {Record<string, unknown> | null} */
  #running = null;
  /** What there is at first. @type {Record<string, unknown>} */
  #untouched = {};

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} helpLine
   * @param {(name: string) => void} onChange told which field the visitor changed
   */
  constructor(form, helpLine, onChange) {
    this.form = form;
    /** @type {NodeListOf<HTMLElement>} */
    const places = form.querySelectorAll("[data-field]");
    this.fields = [...places].map((place) => new Field(place));
    this.live = this.#namesIn("#live, [data-live]");
    for (const button of form.querySelectorAll("[data-fill]")) this.#offer(button);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) =>
      onChange(/** @type {any} */ (event.target).closest("[data-field]").dataset.field),
    );
    for (const field of this.fields) {
      for (const type of ["focusin", "pointerenter"]) {
        field.element.addEventListener(type, () => {
          helpLine.textContent = field.help.textContent;
        });
      }
    }
  }

  #namesIn(selector) {
    return this.fields
      .filter((field) => field.element.closest(selector))
      .map((field) => field.name);
  }

  /** A button that fills a field in, as if by hand: `data-fill` is the name, `value` what to fill in. */
  #offer(button) {
    const { input } = this.fields.find(({ name }) => name === button.dataset.fill);
    button.addEventListener("click", () => {
      input.value = button.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  /** Everything in the form, unchecked. @returns {Record<string, unknown>} */
  read() {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
  }

  /** Only what may change while a network trains. @returns {Record<string, unknown>} */
  readLive() {
    return Object.fromEntries(
      Object.entries(this.read()).filter(([name]) => this.live.includes(name)),
    );
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
    for (const fieldset of this.form.querySelectorAll("fieldset")) fieldset.disabled = false;
  }

  /** @param {Record<string, unknown>} values of some fields or all */
  fill(values) {
    for (const field of this.fields) {
      if (!(field.name in values)) continue;
      field.value = values[field.name];
      if (String(field.value) !== String(this.#untouched[field.name])) unfold(field);
    }
  }

  /** Shows what is wrong, each beside its field. @param {{field?: string, message: string}[]} errors */
  show(errors) {
    for (const field of this.fields) {
      const wrong = errors.find((error) => error.field === field.name);
      field.complain(wrong?.message ?? "");
      if (wrong) unfold(field);
    }
    this.#comparing();
  }

  /** Shows one more error, if it is a field's. @param {Error} error @returns {boolean} whether it is */
  complain(error) {
    const wrong = this.fields.find((field) => field.name === error.field);
    wrong?.complain(error.message);
    return wrong !== undefined;
  }

  /** Remembers what the run was started with, null if there is none. */
  set running(values) {
    this.#running = values;
    this.#comparing();
  }

  /** @returns {boolean} whether something waits for Reset */
  get postponed() {
    return this.fields.some((field) => this.#differs(field));
  }

  #comparing() {
    for (const field of this.fields) field.postpone(this.#differs(field));
  }

  #differs(field) {
    if (!this.#running || this.live.includes(field.name)) return false;
    return String(field.value) !== String(this.#running[field.name]);
  }
}

/** Shows a field that is folded away: what it says is worth seeing. @param {Field} field */
function unfold({ element }) {
  const fold = element.closest("details");
  if (fold) fold.open = true;
}
