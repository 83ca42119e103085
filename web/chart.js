// A chart of one quantity over the steps: training (each mini-batch, and averaged) and validation.

import { whole } from "./format.js";
import { LineChart } from "./linechart.js";
import { MovingAverage, Series } from "./series.js";

/** Mini-batches that the bold curve averages over. */
const SPAN = 20;

export class Chart extends LineChart {
  /** @param {HTMLElement} figure with a heading @param {import("./linechart.js").Quantity} quantity */
  constructor(figure, quantity) {
    super(figure, quantity, [
      { name: "each mini-batch", colour: "--training-faint", width: 1, quiet: true },
      { name: "training", colour: "--training", width: 2 },
      // A dot at each validation, while they can be told apart.
      { name: "validation", colour: "--validation", width: 2, dots: () => this.#few },
    ]);
    this.reset();
  }

  /** Forgets the curves. */
  reset() {
    this.raw = new Series();
    this.smooth = new Series();
    this.average = new MovingAverage(SPAN);
    this.validation = { x: [], y: [] };
    this.last = {};
    this.redraw();
  }

  /** @param {number[]} steps @param {number[]} values of the mini-batches */
  append(steps, values) {
    values.forEach((value, i) => {
      this.last.training = this.average.add(value);
      this.raw.append(steps[i], value);
      this.smooth.append(steps[i], this.last.training);
    });
    this.last.step = steps.at(-1) ?? this.last.step;
    this.redraw();
  }

  /** @param {number[]} steps @param {number[]} values of the validation set */
  appendValidation(steps, values) {
    this.validation.x.push(...steps);
    this.validation.y.push(...values);
    this.last.validation = values.at(-1) ?? this.last.validation;
  }

  value(name) {
    return this.last[name] === undefined ? "–" : this.quantity.text(this.last[name]);
  }

  get words() {
    const { step, training, validation } = this.last;
    if (!step) return `${this.name}: no curve yet`;
    const seen = validation === undefined ? "not measured yet" : this.quantity.text(validation);
    return `${this.name} after ${whole(step)} steps: training ${this.quantity.text(training)}, validation ${seen}`;
  }

  get data() {
    const { raw, smooth, validation } = this;
    if (raw.x.length === 0) return [[], [], [], []];
    return this.uPlot.join([
      [raw.x, raw.y, smooth.y],
      [validation.x, validation.y],
    ]);
  }

  /** Of all but the first wild steps. */
  get yRange() {
    const settled = this.smooth.y.slice(Math.floor(this.smooth.y.length / 30));
    return this.quantity.range([...settled, ...this.validation.y]);
  }

  get #few() {
    return this.validation.x.length < 80;
  }
}
