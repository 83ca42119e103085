// How many rows and steps, and which seed: the form of a notebook and of the race.

import { make } from "../ui/dom.js";
import { Form } from "../ui/form.js";

const LADDER = "10 20 50 100 200 500 1000";
const FIELDS = {
  rows: [
    "Rows",
    "1000 3000 5000 10000 20000 42000 60000",
    "The number of training images. Fewer take less time, and give other results.",
  ],
  steps: ["Steps", LADDER, "The number of updates of the weights. Fewer take less time."],
  atMost: [
    "Steps at most",
    LADDER,
    "A run with more steps ends early, with the epoch that reaches this number.",
  ],
  seed: [
    "Seed",
    "+1",
    "Where the random numbers start. The same seed gives the same curves, on the page and natively.",
  ],
};

/**
 * @param {Record<string, number>} values at first, by their names in FIELDS
 * @param {(name: string) => void} onChange told which field the visitor changed
 */
export function runFields(values, onChange) {
  const places = Object.keys(values).map((name) => fieldElement(name, ...FIELDS[name]));
  const form = new Form(make("div", { className: "fields" }, ...places), onChange);
  form.fill(values);
  return form;
}

function fieldElement(name, label, ladder, help) {
  const id = `notebooks-${name}-${crypto.randomUUID().slice(0, 8)}`;
  const element = make(
    "div",
    { className: "field", "data-field": name, "data-kind": "number", "data-ladder": ladder },
    make("label", { htmlFor: id }, label),
    make("input", { id, inputMode: "numeric", autocomplete: "off" }),
    make("p", { className: "help" }, help),
  );
  element.title = help;
  return element;
}
