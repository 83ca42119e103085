// One quantity of several runs over the steps, in one chart; and points that somebody else has measured.

import { LineChart } from "../charts/line_chart.js";
import { MovingAverage, Series } from "../charts/series.js";
import { whole } from "../ui/format.js";

/** Mini-batches that a curve averages over; a full batch needs no average. */
const SPAN = 20;

/** One run's curve. */
class Curve {
  series = new Series();
  last = { step: 0, value: Number.NaN };

  /** @param {boolean} noisy whether each value is of a small batch */
  constructor(noisy) {
    this.average = noisy ? new MovingAverage(SPAN) : null;
  }

  append(steps, values) {
    values.forEach((each, i) => {
      const value = this.average ? this.average.add(each) : each;
      this.series.append(steps[i], value);
      this.last = { step: steps[i], value };
    });
  }

  /** uPlot's columns: what is no number is a gap. */
  get columns() {
    return [this.series.x, this.series.y.map((y) => (Number.isFinite(y) ? y : null))];
  }

  /** What the axis must show: all but the first wild steps. */
  get settled() {
    const { y } = this.series;
    return y.slice(Math.floor(y.length / 30)).filter(Number.isFinite);
  }
}

export class Curves extends LineChart {
  /** @type {Map<string, Curve>} by the line's name */
  #curves = new Map();
  /** Points by the line's name. @type {Map<string, {step: number[], value: number[]}>} */
  #points = new Map();
  /** Another chart of the same runs, over the same steps. @type {Curves | null} */
  beside = null;

  /** Begins a curve anew. @param {string} name @param {boolean} [noisy] */
  begin(name, noisy = false) {
    this.#curves.set(name, new Curve(noisy));
    this.redraw();
  }

  /** @param {string} name @param {number[]} steps @param {number[]} values */
  append(name, steps, values) {
    this.#curves.get(name)?.append(steps, values);
    this.redraw();
  }

  /** @param {string} name @param {{step: number[], value: number[]}} points */
  mark(name, points) {
    this.#points.set(name, points);
    this.redraw();
  }

  /** @param {string} [name] forgets that curve, or all */
  forget(name) {
    if (name) this.#curves.delete(name);
    else this.#curves.clear();
    this.redraw();
  }

  value(name) {
    const points = this.#points.get(name);
    if (points) return this.quantity.text(points.value.at(-1));
    const { step, value } = this.#curves.get(name)?.last ?? { step: 0 };
    return step ? this.#text(value) : "–";
  }

  get words() {
    const told = [...this.#curves].filter(([, { last }]) => last.step);
    if (!told.length) return `${this.name}: no curve yet`;
    const each = told.map(
      ([name, { last }]) => `${name} after ${whole(last.step)} steps ${this.#text(last.value)}`,
    );
    return `${this.name}: ${each.join("; ")}`;
  }

  get data() {
    const tables = this.lines.map(({ name }) => {
      const points = this.#points.get(name);
      return points ? [points.step, points.value] : (this.#curves.get(name)?.columns ?? [[], []]);
    });
    if (!tables.some(([steps]) => steps.length)) return [[], ...this.lines.map(() => [])];
    return this.uPlot.join(tables);
  }

  /** The last step that it or its neighbour shows. */
  get lastStep() {
    return Math.max(this.#last, this.beside ? this.beside.#last : 0);
  }

  get #last() {
    const steps = [...this.#curves.values()].map(({ last }) => last.step);
    const marked = [...this.#points.values()].map(({ step }) => step.at(-1));
    return Math.max(0, ...steps, ...marked);
  }

  get yRange() {
    const curves = [...this.#curves.values()].flatMap((curve) => curve.settled);
    const points = [...this.#points.values()].flatMap(({ value }) => value);
    return this.quantity.range([...curves, ...points]);
  }

  #text(value) {
    return Number.isFinite(value) ? this.quantity.text(value) : String(value);
  }
}
