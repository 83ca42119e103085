// Backward, step by step: the gradient of the loss with respect to each number; then the effect of one step.

import { make } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { ArrayView } from "./array_view.js";
import { digits } from "./controls.js";
import { number } from "./numbers.js";
import { Origin } from "./origin.js";
import { Steps } from "./steps.js";
import { SubjectLine } from "./subject_line.js";
import { Update } from "./update.js";

const WORDS = {
  loss: "The loss: minus the logarithm of the right digit’s probability. It is 0 for an answer that is right and fully certain.",
  dlogits:
    "The gradient starts here: each probability, minus 1 for the right digit. It says how much each logit is to blame for the loss: above 0, the logit should be smaller.",
  dW: "The gradient of each weight: its input times the gradient of its unit. If the input is 0, so is the gradient.",
  db: "The gradient of each bias: the gradient of its unit, summed over the examples. Here there is only one example.",
  dA: "The gradient of the layer below: for each of its units, the gradients of all units above times the weights between them, added up.",
  dZ: "Back through the activation: the gradient times the activation’s derivative. ReLU passes the gradient on where the unit was active, and makes it 0 elsewhere.",
};

/** How a number was computed. @type {Record<string, (found: any) => string>} */
const HOW = {
  loss: ({ probability, value }) => `−log ${number(probability)} = ${number(value)}`,
  dlogits: ({ probability, onehot, value }) =>
    `${number(probability)} − ${onehot} = ${number(value)}`,
  dW: ({ input, blame, value }) => `${number(input)} × ${number(blame)} = ${number(value)}`,
  db: ({ value }) => `the gradient of its unit = ${number(value)}`,
  dA: ({ sum }) => `Σ gradient × weight = ${number(sum)}`,
  dZ: ({ blame, derivative, value }) =>
    `${number(blame)} × derivative ${number(derivative)} = ${number(value)}`,
};
const PICTURES = {
  dW: { unit: "all weights into the same unit" },
  dA: { weights: "weights to the layer above", terms: "gradient above × weights" },
};

export class Screen {
  /** The digit that counts as the right answer; null: the second most probable one. */
  #target = null;
  #found = null;
  #units = new Latest((error) => this.#say(error));
  #law = "";

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    this.steps = new Steps("Steps backward", () => {
      this.array.heat.fresh = true;
      this.#update();
    });
    this.subject = new SubjectLine(teacher, () => {
      teacher.nextSample();
      this.#target = null;
      this.#update();
    });
    this.targets = digits("Suppose the right answer is", (digit) => {
      this.#target = digit;
      this.#update();
    });
    this.sum = make("p", { className: "words", role: "status", "aria-label": "Loss" });
    this.words = make("p", { className: "words" });
    this.array = new ArrayView(() => this.#trace());
    this.origin = new Origin();
    this.law = make("div");
    this.step = new Update(teacher);
    const title = make("h2", {}, "Backward: the gradient of the loss");
    this.element = make(
      "section",
      { className: "screen" },
      make("header", { className: "view-head" }, title, this.subject.element),
      this.targets.element,
      this.sum,
      this.steps.element,
      this.words,
      this.law,
      make("div", { className: "pair" }, this.array.element, this.origin.element),
      this.step.element,
    );
    this.steps.listen(this.element);
  }

  async update() {
    const { seen } = this.teacher;
    const target = this.#target ?? (await this.teacher.call("second_best", seen));
    const found = await this.teacher.call("backward", seen, target, this.steps.at);
    this.#found = { ...found, target };
    this.subject.show(found);
    this.targets.show(target);
    const whose = found.answer === target ? "" : `, but answers ${found.answer}`;
    this.sum.textContent = `The network gives the ${target} a probability of ${number(found.probability)}${whose}: the loss is ${number(found.loss)}.`;
    this.steps.at = found.at;
    this.steps.show(found.links);
    this.#show();
    await this.step.update(target);
  }

  #update() {
    this.update().catch((error) => this.#say(error));
  }

  #show() {
    const { links, at, values } = this.#found;
    const link = links[at];
    this.words.textContent = WORDS[link.kind];
    this.array.show({ ...link, values }, (unit) => name(link, unit));
    if (this.#law !== link.formula) this.law.replaceChildren(this.teacher.law(link.formula));
    this.#law = link.formula;
    this.#trace();
  }

  #trace() {
    this.#units.run(async () => {
      const { links, at, target } = this.#found;
      const unit = this.array.heat.at;
      const { seen } = this.teacher;
      const found = await this.teacher.call("backward_unit", seen, target, at, unit);
      if (at !== this.#found.at) return;
      const { kind } = links[at];
      this.origin.show(name(links[at], unit), HOW[kind](found), found, PICTURES[kind]);
    });
  }

  #say(error) {
    if (error.name !== "PythonGone") this.origin.line.textContent = error.message;
  }
}

/** What a number of an array is called. */
function name({ kind, name: array, shape }, at) {
  if (kind === "loss") return "loss";
  if (shape.length < 2) return `${array}[${at}]`;
  return `${array}[${Math.floor(at / shape[1])}, ${at % shape[1]}]`;
}
