// The bias gradient: why it sums over examples and never over units.

import { make } from "../ui/dom.js";
import { aDigit } from "../ui/format.js";
import { Latest } from "../ui/latest.js";
import { table } from "./controls.js";
import { HeatMap } from "./heatmap.js";
import { number } from "./numbers.js";

const WORDS =
  "Four digits go through a small new network, 784–5–10. In the table, each row is one digit and each column is one unit. Each number is the gradient of the loss on that digit with respect to that unit’s sum. A unit adds the same bias for every digit, so the gradient of its bias is the sum of its column. Two notebooks sum over the whole table instead. Then all biases of a layer change by the same amount. In the last layer they do not change at all, because softmax’s gradients add up to 0 in every row.";

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
      make("header", { className: "view-head" }, make("h2", {}, "The gradient of a bias")),
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
    rows.push(["right: sum of the column", ...numbers(right)]);
    rows.push(["wrong: sum of everything", forAll(number(wrong[0]), units)]);
    rows.push([`finite difference, h = ${number(h, 1)}`, ...numbers(numeric)]);
    this.sheet.replaceChildren(
      table("Gradients by digit and unit, and three bias gradients", heads, rows),
    );
    const [little, much] = errors.map((error) => number(error));
    this.verdict.textContent = `The last row is the definition: the change of the loss if one bias is a little larger. The column sums agree with it to within ${little}. The sum of everything is off by up to ${much}.`;
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
