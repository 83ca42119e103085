// One setting: its label, its value as text, and what is wrong with it. Numbers can be stepped.

import { fieldText } from "./format.js";

/** How the choices are written for people. */
const NAMES = {
  adam: "Adam",
  adamw: "AdamW",
  he: "He",
  glorot: "Glorot",
  lecun: "LeCun",
  leaky_relu: "Leaky ReLU",
  momentum: "Momentum",
  nesterov: "Nesterov",
  relu: "ReLU",
  sgd: "SGD",
};

/** A choice as people write it. @param {string} value */
export const choiceText = (value) => NAMES[value] ?? value.replaceAll("_", " ");

export class Field {
  /** @param {HTMLElement} element with a label and an input or select, and `data-field`, `data-kind` */
  constructor(element) {
    this.element = element;
    this.name = element.dataset.field;
    this.kind = element.dataset.kind;
    /** @type {HTMLInputElement | HTMLSelectElement} */
    this.input = element.querySelector("input, select");
    this.help = element.querySelector(".help");
    this.note = document.createElement("p");
    this.note.className = "note";
    this.note.id = `${this.input.id}-note`;
    this.help.id = `${this.input.id}-help`;
    this.input.setAttribute("aria-describedby", `${this.note.id} ${this.help.id}`);
    element.append(this.note);
    if (element.dataset.ladder) addStepper(this, element.dataset.ladder);
  }

  /** The value as Python is to check it; what can't be read becomes NaN, which nothing accepts. @returns {any} */
  get value() {
    const text = this.input.value.trim();
    if (this.kind === "choice") return text;
    if (this.kind === "list") return text ? text.split(",").map(numberOrWord) : [];
    return number(text);
  }

  set value(/** @type {any} */ value) {
    if (this.kind === "list") this.input.value = value.join(", ");
    else this.input.value = this.kind === "number" ? fieldText(value) : value;
  }

  /** @param {string} sentence empty if all is well */
  complain(sentence) {
    this.element.classList.toggle("wrong", sentence !== "");
    this.input.setAttribute("aria-invalid", String(sentence !== ""));
    this.note.textContent = sentence;
  }

  /** Tells that a change takes effect only later. @param {boolean} later */
  postpone(later) {
    this.element.classList.toggle("later", later);
    if (!this.element.classList.contains("wrong"))
      this.note.textContent = later ? "after Reset" : "";
  }

  /** @param {string[]} options */
  offer(options) {
    this.input.replaceChildren(...options.map((value) => new Option(choiceText(value), value)));
  }
}

/** "60,000" → 60000, "1e-3" → 0.001, anything else → NaN. @param {string} text */
function number(text) {
  const plain = text.trim().replace(/(?<=\d)[,\u2009\u00a0'’_ ](?=\d{3}(?!\d))/g, "");
  return plain === "" ? Number.NaN : Number(plain.replace(/^(\d*),(\d+)$/, "$1.$2"));
}

/** "128" → 128; what is no number is a word, of which Python knows the sense. @param {string} text */
function numberOrWord(text) {
  const value = number(text);
  return Number.isNaN(value) ? text.trim() : value;
}

/** Adds − and + beside the input; the arrow keys do the same. */
function addStepper(field, ladder) {
  const box = document.createElement("div");
  box.className = "stepper";
  field.input.replaceWith(box);
  box.append(stepButton(field, ladder, -1), field.input, stepButton(field, ladder, 1));
  field.input.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    step(field, ladder, direction);
  });
}

function stepButton(field, ladder, direction) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1; // the arrow keys do it
  button.setAttribute("aria-hidden", "true");
  button.textContent = direction < 0 ? "−" : "+";
  button.addEventListener("click", () => step(field, ladder, direction));
  return button;
}

/** Goes to the next rung of the ladder, or by a fixed amount if the ladder is "+1". */
function step(field, ladder, direction) {
  const { value } = field;
  const rungs = ladder.split(" ").map(Number);
  let next = Math.max(0, value + direction);
  if (!ladder.startsWith("+")) {
    next = direction > 0 ? rungs.find((r) => r > value) : rungs.findLast((r) => r < value);
  }
  if (Number.isNaN(value)) [next] = rungs;
  if (next === undefined) return;
  field.value = next;
  field.input.dispatchEvent(new Event("change", { bubbles: true }));
}
