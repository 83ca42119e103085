// The bias gradient: why it sums over examples and never over units.

import { make } from "../ui/dom.js";
import { aDigit } from "../ui/format.js";
import { Latest } from "../ui/latest.js";
import { table } from "./controls.js";
import { HeatMap } from "./heatmap.js";
import { number } from "./numbers.js";

const WORDS =
  "Four digits go through a small new network, 784–5–10. Below, each row is one of them, each column a unit; a number says how much that unit is to blame for the loss on that digit. A unit has one bias, which it adds for every digit: so its bias answers for its whole column, and for no other. Sum everything to one number instead, as two notebooks do, and all biases move alike; in the last layer not at all, since softmax’s blame adds up to 0 in every row.";

export class Screen {
  #seed = 0;
  #layer = 1;
  #latest = new Latest((error) => this.#say(error));

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    const other = () => {
      this.#seed++;
      this.#again();
    };
    this.radios = ["hidden layer", "last layer"].map((name, layer) => this.#radio(name, layer));
    const layers = { className: "segments", role: "radiogroup", "aria-label": "Layer" };
    this.sheet = make("div");
    this.verdict = make("p", { className: "words", role: "status", "aria-label": "Verdict" });
    this.laws = make("div", { className: "laws" });
    const button = { type: "button", className: "button plain", onclick: other };
    this.element = make(
      "section",
      { className: "screen" },
      make("header", { className: "view-head" }, make("h2", {}, "A bias answers for its own unit")),
      make("p", { className: "words" }, WORDS),
      make(
        "div",
        { className: "choosing" },
        make("div", layers, ...this.radios),
        make("button", button, "Other digits, other weights"),
      ),
      this.sheet,
      this.verdict,
      this.laws,
    );
  }

  async update() {
    if (!this.laws.firstChild)
      this.laws.append(...["db", "db_scalar", "difference"].map((name) => this.teacher.law(name)));
    this.#show(await this.teacher.call("bias_gradients", this.#seed, this.#layer));
  }

  #radio(name, layer) {
    const chosen = () => {
      this.#layer = layer;
      this.#again();
    };
    const radio = { type: "radio", name: "bias-layer", checked: layer === 1, onchange: chosen };
    return make("label", {}, make("input", radio), make("span", {}, name));
  }

  #again() {
    this.#latest.run(() => this.update());
  }

  #show({ images, labels, shape, dZ, right, wrong, numeric, errors, h }) {
    const [, units] = shape;
    const heads = ["dZ of unit", ...Array.from({ length: units }, (_, unit) => `${unit}`)];
    const numbers = (values) => Array.from(values, (value) => number(value, 2));
    const rows = labels.map((label, i) => [
      thumbnail(images.subarray(784 * i, 784 * (i + 1)), label),
      ...numbers(dZ.subarray(units * i, units * (i + 1))),
    ]);
    rows.push(["right: its column’s sum", ...numbers(right)]);
    rows.push(["wrong: sum of all", forAll(number(wrong[0]), units)]);
    rows.push([`nudged by ${number(h, 1)}`, ...numbers(numeric)]);
    this.sheet.replaceChildren(
      table("Blame by digit and unit, and three bias gradients", heads, rows),
    );
    const [little, much] = errors.map((error) => number(error));
    this.verdict.textContent = `The last row asks the definition: what does the loss do if one bias is a little larger? The column sums agree to within ${little}; the one number is off by up to ${much}.`;
  }

  #say(error) {
    if (error.name !== "PythonGone") this.verdict.textContent = error.message;
  }
}

/** One cell for all units. */
const forAll = (text, units) =>
  make("td", { colSpan: units, className: "sick for-all" }, `${text}, for every unit`);

function thumbnail(pixels, label) {
  const map = new HeatMap(aDigit(label));
  map.show(pixels, 28);
  return make("span", { className: "thumbnail" }, map.element);
}
