// The mathematics of a network, step by step: the formula, pycore's own line, and what the notebook has
// in its place.

import { code, section } from "../runs/dom.js";
import { make } from "../ui/dom.js";
import { formula, NAMES } from "../ui/formulas.js";

const STEPS = {
  start: "Initial weights",
  scale: "Pixels become inputs",
  forward: "A layer: weighted sums",
  relu: "The activation after each hidden layer",
  softmax: "Ten numbers become probabilities",
  cross_entropy: "The loss",
  dlogits: "The gradient of the logits",
  dX: "… passed back through the weights",
  dZ: "… and through the activation",
  dW: "The gradient of the weights",
  db: "… and of the biases",
  sgd: "One step against the gradient",
  accuracy: "The accuracy",
};

/** Which step a defect breaks. */
const BROKEN = {
  "positive-weights": "start",
  "tiny-weights": "start",
  "no-biases": "forward",
  "unscaled-dev": "scale",
  "training-pixels": "scale",
  overflow: "softmax",
  "two-costs": "cross_entropy",
  "softmax-slope": "dlogits",
  "doubled-gradient": "dlogits",
  "wrong-count": "dlogits",
  "scalar-bias": "db",
  "small-rate": "sgd",
  "low-rate": "sgd",
  "high-rate": "sgd",
  "rate-ignored": "sgd",
  "no-accuracy": "accuracy",
  "pixel-labels": "accuracy",
  "rounded-metric": "accuracy",
};

const WORDS =
  "The formula is on the left, and the line of pycore that computes it is on the right. The line below it is the notebook’s own, where that is different.";

/** @param {any} chapter @returns {HTMLElement} */
export function maths(chapter) {
  const items = Object.entries(STEPS).map(([step, title]) => item(chapter, step, title));
  return section("Its mathematics", WORDS, make("ol", { className: "maths" }, ...items));
}

function item(chapter, step, title) {
  const name = step === "start" ? chapter.plan.initialiser : step;
  const shown = NAMES.includes(name) ? [formula(name)] : [];
  const { file, line, code: text } = chapter.lines[step];
  const place = make("p", { className: "place" }, `pycore/${file}, line ${line}`);
  const source = make("pre", { className: "source", tabIndex: 0 }, code(text));
  const broken = chapter.switches.filter((each) => each.as_written && BROKEN[each.name] === step);
  return make(
    "li",
    {},
    make("div", {}, make("p", { className: "title" }, title), ...shown),
    make("div", {}, place, source, ...broken.map(instead)),
  );
}

const instead = ({ title, line }) =>
  make(
    "div",
    { className: "instead" },
    make("p", { className: "place" }, `as written: ${title}`),
    make("pre", { className: "source", tabIndex: 0 }, code(line)),
  );
