// What one step of an optimiser changes: the probabilities before and after, taken by a copy.

import { make } from "../ui/dom.js";
import { choice, table } from "./controls.js";
import { number } from "./numbers.js";

const OPTIMISERS = Object.entries({ sgd: "SGD", momentum: "Momentum", adam: "Adam" });
/** @type {[string, string][]} */
const RATES = ["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "1"].map((rate) => [
  rate,
  rate,
]);

export class Update {
  #target = 0;
  #law = "";

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    const again = () => this.update(this.#target).catch(() => {});
    this.optimiser = choice("Optimiser", OPTIMISERS, again);
    this.rate = choice("Learning rate", RATES, again);
    this.rate.value = "0.003";
    this.result = make("div");
    this.words = make("p", { role: "status", "aria-label": "One step" });
    this.law = make("div");
    const fields = make("div", { className: "fields" }, this.optimiser.element, this.rate.element);
    this.element = make(
      "section",
      { className: "box" },
      make("h3", {}, "Now one step against the gradient"),
      fields,
      this.law,
      this.words,
      this.result,
      make(
        "p",
        { className: "fine" },
        "A copy of the network takes the step; the network itself does not change.",
      ),
    );
  }

  /** @param {number} target the digit that is held to be right */
  async update(target) {
    this.#target = target;
    const optimiser = this.optimiser.value;
    if (this.#law !== optimiser) this.law.replaceChildren(this.teacher.law(optimiser));
    this.#law = optimiser;
    const rate = Number(this.rate.value);
    const found = await this.teacher.call("update", this.teacher.seen, target, optimiser, rate);
    const { before, after, losses } = found;
    const [was, is] = [before[target], after[target]];
    this.words.textContent = `The probability of the ${target} was ${number(was)} and is now ${number(is)}. The loss was ${number(losses[0])} and is now ${number(losses[1])}.`;
    const row = (name, values) => [name, ...Array.from(values, (each) => number(each, 2))];
    const heads = ["digit", ...Array.from(before, (_, digit) => String(digit))];
    const rows = [row("before", before), row("after", after)];
    this.result.replaceChildren(table("Probabilities before and after", heads, rows));
  }
}
