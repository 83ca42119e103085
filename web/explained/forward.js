// Forward, step by step: from the pixels to the answer, with every array on the way.

import { make } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { ArrayView } from "./array_view.js";
import { number } from "./numbers.js";
import { Origin } from "./origin.js";
import { Steps } from "./steps.js";
import { SubjectLine } from "./subject_line.js";

const ACTIVATIONS = {
  relu: "The activation: ReLU keeps a positive sum and makes a negative one 0. A unit with 0 is inactive.",
  leaky_relu:
    "The activation: leaky ReLU keeps a positive sum and takes a hundredth of a negative one.",
  tanh: "The activation: tanh maps every sum to a number between −1 and 1.",
  sigmoid: "The activation: the sigmoid maps every sum to a number between 0 and 1.",
};

/** What happens at a step, in a sentence. @type {Record<string, (step: any, before: any, found: any) => string>} */
const WORDS = {
  pixels: () => "The input: 28 × 28 grey values. 0 is paper, 255 is ink.",
  X: () => "The same values, divided by 255, as one row of 784 numbers: one example.",
  Z: ({ values }, before) =>
    `Each of ${values.length} units multiplies all ${before.values.length} numbers by its weights, adds them up, and adds its bias.`,
  A: (_step, _before, { activation }) => ACTIVATIONS[activation] ?? "The activation.",
  logits: () =>
    "The last layer gives one sum for each digit, the logit. The largest wins. Logits are not probabilities yet.",
  probs: () => "Softmax turns the logits into ten probabilities: all positive, with the sum 1.",
  answer: (_step, _before, { label }) =>
    `The answer is the most probable digit.${label == null ? "" : ` The label says ${label}.`}`,
};

/** Where a number comes from. @type {Record<string, (found: any, step: any) => string>} */
const HOW = {
  pixels: ({ value }) => number(value),
  X: ({ before, value }) => `${before} / 255 = ${number(value)}`,
  Z: ({ sum, bias, value }) => `${number(sum)} + bias ${number(bias)} = ${number(value)}`,
  A: ({ before, value }, { formula }) => `${formula}(${number(before)}) = ${number(value)}`,
  probs: ({ logit, max, e, total, value }) =>
    `e^(${number(logit)} − ${number(max)}) / Σ = ${number(e)} / ${number(total)} = ${number(value)}`,
  answer: ({ value, before }) => `${value}, whose probability is ${number(before)}`,
};
HOW.logits = HOW.Z;

export class Screen {
  #found = null;
  #units = new Latest((error) => this.#say(error));
  #law = "";

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    this.steps = new Steps("Steps forward", () => {
      this.array.heat.fresh = true;
      this.#show();
    });
    this.subject = new SubjectLine(teacher, () => {
      teacher.nextSample();
      this.update();
    });
    this.words = make("p", { className: "words" });
    this.array = new ArrayView(() => this.#trace());
    this.origin = new Origin();
    this.law = make("div");
    const title = make("h2", {}, "Forward: from pixels to an answer");
    const both = make("div", { className: "pair" }, this.array.element, this.origin.element);
    this.element = make(
      "section",
      { className: "screen" },
      make("header", { className: "view-head" }, title, this.subject.element),
      this.steps.element,
      this.words,
      this.law,
      both,
    );
    this.steps.listen(this.element);
  }

  async update() {
    this.#found = await this.teacher.call("forward", this.teacher.seen);
    this.subject.show(this.#found);
    this.steps.show(this.#found.steps);
    this.#show();
  }

  #show() {
    const { steps } = this.#found;
    const { at } = this.steps;
    const [step, before] = [steps[at], steps[Math.max(0, at - 1)]];
    this.words.textContent = WORDS[step.kind](step, before, this.#found);
    this.array.show(step, (unit) => name(step, unit));
    if (this.#law !== step.formula) this.law.replaceChildren(this.teacher.law(step.formula));
    this.#law = step.formula;
    this.#trace();
  }

  /** Shows where the chosen number comes from. */
  #trace() {
    this.#units.run(async () => {
      const { at } = this.steps;
      const step = this.#found.steps[at];
      const unit = this.array.heat.at;
      const found = await this.teacher.call("unit", this.teacher.seen, at, unit);
      if (at !== this.steps.at) return;
      const before = this.#found.steps[Math.max(0, at - 1)].name;
      this.origin.show(name(step, unit), HOW[step.kind](found, step), found, {
        weights: `weights of this unit`,
        terms: `${before} × weights, before they are added up`,
      });
    });
  }

  #say(error) {
    if (error.name !== "PythonGone") this.origin.line.textContent = error.message;
  }
}

/** What a number of a step is called. */
function name({ kind, name: array }, at) {
  if (kind === "pixels") return `row ${Math.floor(at / 28)}, column ${at % 28}`;
  if (kind === "answer") return "answer";
  return `${array}[0, ${at}]`;
}
