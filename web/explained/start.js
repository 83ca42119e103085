// Initial weights: how signals and gradients change on their way through many layers.

import { make } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { choice, table } from "./controls.js";
import { Histogram } from "./histogram.js";
import { number } from "./numbers.js";

const WORDS =
  "A new network, before training. Its signals should neither fade nor explode on their way forward through the layers. The same holds for the gradients on their way back: a layer whose gradients are 0 learns nothing, and gradients that are too large make training unstable. Choose the initial weights and look at the result.";

/** The names of the initialisers. */
const STARTS = {
  he: "He: variance 2 / inputs",
  glorot: "Glorot: 2 / (inputs + units)",
  lecun: "LeCun: 1 / inputs",
  uniform_positive: "uniform, 0 to 1",
  uniform_centred: "uniform, −0.5 to 0.5",
  uniform_tiny: "uniform, 0 to 0.01",
  normal_large: "normal × 1",
  normal_tiny: "normal × 0.01",
  zeros: "all zeros",
};
const ACTIVATIONS = { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid", leaky_relu: "leaky ReLU" };
const LAWS = ["he", "glorot", "lecun"];
const DEEPEST = 10;
/** Limits of a healthy spread. */
const FAINT = 1e-3;
const LOUD = 1e3;

export class Screen {
  #seed = 0;
  #latest = new Latest((error) => this.#say(error));

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    const again = () => this.#latest.run(() => this.update());
    /** @type {[string, string][]} */
    const depths = Array.from({ length: DEEPEST }, (_, i) => [String(i + 1), String(i + 1)]);
    this.start = choice("Initial weights", Object.entries(STARTS), again);
    this.depth = choice("Hidden layers", depths, again);
    this.activation = choice("Activation", Object.entries(ACTIVATIONS), again);
    this.depth.value = "6";
    const redraw = () => {
      this.#seed++;
      again();
    };
    const other = { type: "button", className: "button plain", onclick: redraw };
    this.verdict = make("p", { className: "words", role: "status", "aria-label": "Spread" });
    this.sheet = make("div");
    this.law = make("div");
    this.element = make(
      "section",
      { className: "screen" },
      make("header", { className: "view-head" }, make("h2", {}, "Initial weights")),
      make("p", { className: "words" }, WORDS),
      make(
        "div",
        { className: "fields" },
        this.start.element,
        this.depth.element,
        this.activation.element,
        make("button", other, "Draw again"),
      ),
      this.law,
      this.verdict,
      this.sheet,
    );
  }

  async update() {
    const start = this.start.value;
    const settings = [start, Number(this.depth.value), this.activation.value, this.#seed];
    const found = await this.teacher.call("spread", ...settings);
    this.law.replaceChildren(...(LAWS.includes(start) ? [this.teacher.law(start)] : []));
    this.#show(found);
  }

  #show({ layers, loss, images, units }) {
    const rows = layers.map(({ name, signal, blame }) => [
      name,
      new Histogram(signal, `${name}, its numbers`).element,
      number(signal.std),
      `${Math.round(100 * signal.zero)} %`,
      new Histogram(blame, `${name}, its gradient`).element,
      number(blame.std),
    ]);
    const heads = ["", "signals, forward", "spread", "exactly 0", "gradients, backward", "spread"];
    this.sheet.replaceChildren(table("Spread of signals and gradients by layer", heads, rows));
    const words = `${images} digits, ${units} units in each hidden layer. The loss is ${number(loss)}; equal probabilities for all ten digits give log 10 = ${number(Math.log(10))}.`;
    this.verdict.textContent = `${verdict(layers)} ${words}`;
  }

  #say(error) {
    if (error.name !== "PythonGone") this.verdict.textContent = error.message;
  }
}

/** The table in one sentence. */
function verdict(layers) {
  const last = layers.at(-1).signal;
  const first = layers[0].blame;
  if (last.lost || first.lost) return "The numbers overflow, so the network cannot learn.";
  if (first.std === 0) return "No gradient reaches the first layer, so it cannot learn.";
  if (last.std > LOUD) return "The signals explode.";
  if (layers.at(-2).signal.std < FAINT) return "The signals fade from layer to layer.";
  if (first.std < FAINT * layers.at(-1).blame.std) return "The gradients fade on their way back.";
  return "Signals and gradients keep their size.";
}
