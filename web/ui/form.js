// Several settings ↔ a plain object. Python checks the values; each error is shown at its field.

import { observe } from "../state/observe.js";
import { Field } from "./field.js";

export class Form {
  /** Whether a change waits for Reset. */
  postponed = false;
  /** What the run under way was begun with. @type {Record<string, any> | null} */
  #running = null;
  /** The names of those that may change while a network trains. @type {string[]} */
  live = [];

  /**
   * @param {HTMLElement} element holds the fields
   * @param {(name: string) => void} onChange told which field the visitor changed
   */
  constructor(element, onChange) {
    this.element = element;
    /** @type {NodeListOf<HTMLElement>} */
    const places = element.querySelectorAll("[data-field]");
    this.fields = [...places].map((place) => new Field(place));
    element.addEventListener("change", (event) =>
      onChange(/** @type {any} */ (event.target).closest("[data-field]").dataset.field),
    );
    observe(this, "postponed");
  }

  /** All values, unchecked. @returns {Record<string, any>} */
  read() {
    return Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
  }

  /** @param {Record<string, any>} values of some fields or all */
  fill(values) {
    for (const field of this.fields) if (field.name in values) field.value = values[field.name];
  }

  /** Shows what is wrong, each beside its field. @param {{field?: string, message: string}[]} errors */
  show(errors) {
    for (const field of this.fields)
      field.complain(errors.find((error) => error.field === field.name)?.message ?? "");
    this.#compare();
  }

  /** Shows one more error, if it is a field's. @param {Error} error @returns {boolean} whether it is */
  complain(error) {
    const wrong = this.fields.find(({ name }) => name === error.field);
    wrong?.complain(error.message);
    return wrong !== undefined;
  }

  get running() {
    return this.#running;
  }

  /** Remembers what the run was begun with, null if there is none. */
  set running(values) {
    this.#running = values;
    this.#compare();
  }

  #compare() {
    for (const field of this.fields) field.postpone(this.#differs(field));
    this.postponed = this.fields.some((field) => this.#differs(field));
  }

  #differs({ name, value }) {
    if (!this.#running || this.live.includes(name)) return false;
    return String(value) !== String(this.#running[name]);
  }
}
