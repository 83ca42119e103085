// A chart of one quantity over the steps: training (each mini-batch, and averaged) and validation.

import { whole } from "./format.js";
import { coloursAt, options } from "./plot.js";
import { MovingAverage, Series } from "./series.js";
import { write } from "./write.js";

/** Mini-batches that the bold curve averages over. */
const SPAN = 20;
/** Between two drawings of it: to follow a curve as it grows, ten a second are enough. */
const REST_MS = 100;

export class Chart {
  #frame = 0;
  #timer = 0;
  #drawn = Number.NEGATIVE_INFINITY;
  #plot = null;

  /**
   * @param {HTMLElement} figure with a heading in its caption
   * @param {object} quantity
   * @param {(value: number) => string} quantity.text how a value is written
   * @param {(value: number) => string} quantity.tick how a value is written at the axis
   * @param {(typical: number[]) => [number, number]} quantity.range of the axis
   */
  constructor(figure, quantity) {
    this.quantity = quantity;
    this.name = figure.querySelector("h3").textContent;
    this.legend = legend(figure);
    this.area = document.createElement("div");
    this.area.className = "plot";
    this.area.setAttribute("role", "img");
    figure.append(this.area);
    this.reset();
    new ResizeObserver(() => this.#resize()).observe(this.area);
    document.addEventListener("themechange", () => this.#recolour());
  }

  /** Draws from now on. @param {any} uPlot its class, once it is loaded */
  open(uPlot) {
    this.uPlot = uPlot;
    this.colours = coloursAt(this.area);
    this.#plot = new uPlot(options(this), this.#data(), this.area);
    this.#resize();
  }

  /** Forgets the curves. */
  reset() {
    this.raw = new Series();
    this.smooth = new Series();
    this.average = new MovingAverage(SPAN);
    this.validation = { x: [], y: [] };
    this.last = {};
    this.#redraw();
  }

  /** @param {number[]} steps @param {number[]} values of the mini-batches */
  append(steps, values) {
    values.forEach((value, i) => {
      this.last.training = this.average.add(value);
      this.raw.append(steps[i], value);
      this.smooth.append(steps[i], this.last.training);
    });
    this.last.step = steps.at(-1) ?? this.last.step;
    this.#redraw();
  }

  /** @param {number[]} steps @param {number[]} values of the validation set */
  appendValidation(steps, values) {
    this.validation.x.push(...steps);
    this.validation.y.push(...values);
    this.last.validation = values.at(-1) ?? this.last.validation;
  }

  /** What the curves say, in words. */
  get words() {
    const { step, training, validation } = this.last;
    if (!step) return `${this.name}: no curve yet`;
    const seen = validation === undefined ? "not measured yet" : this.quantity.text(validation);
    return `${this.name} after ${whole(step)} steps: training ${this.quantity.text(training)}, validation ${seen}`;
  }

  /** With what else changes in the next frame; or later, in that of a later change if there is one. */
  #redraw() {
    clearTimeout(this.#timer);
    const rested = performance.now() - this.#drawn >= REST_MS;
    if (rested) this.#frame ||= requestAnimationFrame(() => this.#draw());
    else this.#timer = setTimeout(() => this.#redraw(), 2 * REST_MS);
  }

  #draw() {
    this.#frame = 0;
    this.#drawn = performance.now();
    for (const name of ["training", "validation"]) {
      const value = this.last[name];
      write(this.legend[name], value === undefined ? "–" : this.quantity.text(value));
    }
    this.area.setAttribute("aria-label", this.words);
    this.#plot?.setData(this.#data());
  }

  #recolour() {
    if (!this.#plot) return;
    this.colours = coloursAt(this.area);
    this.#plot.redraw(false);
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.area;
    if (width && height) this.#plot?.setSize({ width, height });
  }

  #data() {
    const { raw, smooth, validation } = this;
    if (raw.x.length === 0) return [[], [], [], []];
    return this.uPlot.join([
      [raw.x, raw.y, smooth.y],
      [validation.x, validation.y],
    ]);
  }

  /** The range of the y axis: of all but the first wild steps. */
  get yRange() {
    const settled = this.smooth.y.slice(Math.floor(this.smooth.y.length / 30));
    return this.quantity.range([...settled, ...this.validation.y]);
  }
}

function legend(figure) {
  const list = document.createElement("p");
  list.className = "legend";
  const entry = (name) => {
    const item = document.createElement("span");
    const value = document.createElement("b");
    item.className = name;
    item.append(`${name} `, value);
    list.append(item);
    return value;
  };
  const entries = { training: entry("training"), validation: entry("validation") };
  figure.querySelector("figcaption").append(list);
  return entries;
}
