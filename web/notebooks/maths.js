// The mathematics of a network, step by step: the formula, pycore's own line, and what the notebook has
// in its place.

import { code, section } from "../runs/dom.js";
import { make } from "../ui/dom.js";
import { formula, NAMES } from "../ui/formulas.js";

const STEPS = {
  start: "Where the weights start",
  scale: "Pixels become inputs",
  forward: "A layer: weighted sums",
  relu: "The activation after each hidden layer",
  softmax: "Ten numbers become probabilities",
  cross_entropy: "How wrong they are",
  dlogits: "Whose fault: the outputs",
  dX: "… passed back through the weights",
  dZ: "… and through the activation",
  dW: "What each weight is to blame for",
  db: "… and each bias",
  sgd: "One step downhill",
  accuracy: "How many answers are right",
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
  "Left the formula, right the line of pycore that computes it, as it stands in the package; below it, what the notebook has in its place.";

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
