// A chart of one quantity over the steps: training (each mini-batch, and averaged) and validation.

import { whole } from "../ui/format.js";
import { LineChart } from "./line_chart.js";
import { MovingAverage, Series } from "./series.js";

/** Mini-batches that the bold curve averages over. */
const SPAN = 20;

export class Chart extends LineChart {
  /** @param {HTMLElement} figure with a heading @param {import("./line_chart.js").Quantity} quantity */
  constructor(figure, quantity) {
    super(figure, quantity, [
      { name: "each mini-batch", colour: "--training-faint", width: 1, quiet: true },
      { name: "training", colour: "--training", width: 2 },
      // A dot at each validation, while they can be told apart.
      { name: "validation", colour: "--validation", width: 2, dots: () => this.#few },
      // Over those, so that they are seen where they are the same.
      { name: "native", colour: "--ink", width: 1.5, dash: [3, 5] },
      { name: "native validation", colour: "--ink", ring: true, dots: () => true, quiet: true },
    ]);
    this.hold(null);
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

  /**
   * Shows a run made elsewhere as well, whatever happens to the one made here.
   * @param {{training: Points, validation: Points} | null} run null: no longer
   * @typedef {{x: number[], y: number[]}} Points
   */
  hold(run) {
    this.legend.get("native").parentElement.hidden = !run;
    this.held = run && { ...run, smooth: smoothed(run.training) };
    this.redraw();
  }

  value(name) {
    if (name === "native") return this.quantity.text(this.held?.smooth.at(-1) ?? 0);
    return this.last[name] === undefined ? "–" : this.quantity.text(this.last[name]);
  }

  get words() {
    const { step, training, validation } = this.last;
    if (!step) return `${this.name}: no curve yet`;
    const seen = validation === undefined ? "not measured yet" : this.quantity.text(validation);
    const native = this.held ? `, native training ${this.value("native")}` : "";
    return `${this.name} after ${whole(step)} steps: training ${this.quantity.text(training)}, validation ${seen}${native}`;
  }

  get data() {
    const { raw, smooth, validation, held } = this;
    const lines = [
      [raw.x, raw.y, smooth.y],
      [validation.x, validation.y],
      [held?.training.x ?? [], held?.smooth ?? []],
      [held?.validation.x ?? [], held?.validation.y ?? []],
    ];
    return lines.some(([x]) => x.length) ? this.uPlot.join(lines) : [[], [], [], [], [], []];
  }

  /** Of all but the first wild steps. */
  get yRange() {
    const { smooth, validation, held } = this;
    const settled = [smooth.y, held?.smooth ?? []].flatMap((y) =>
      y.slice(Math.floor(y.length / 30)),
    );
    return this.quantity.range([...settled, ...validation.y, ...(held?.validation.y ?? [])]);
  }

  get #few() {
    return this.validation.x.length < 80;
  }
}

/** The moving average of points of which only every second, fourth, … may be left. @param {Points} points */
function smoothed({ x, y }) {
  const average = new MovingAverage(Math.max(1, SPAN / (x[1] - x[0] || 1)));
  return y.map((value) => average.add(value));
}
