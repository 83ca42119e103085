// A chart of lines over the steps: its place on the page, its legend, and when it is drawn. Which lines
// there are, and what is on them, say those that extend it.

import { write } from "../ui/write.js";
import { coloursAt, options } from "./plot.js";

/** Between two drawings of it: to follow a curve as it grows, ten a second are enough. */
const REST_MS = 100;

/**
 * @typedef {object} Line
 * @property {string} name as the legend calls it
 * @property {string} colour one of the page's tokens
 * @property {number} [width] none: dots alone
 * @property {number[]} [dash] lengths of its dashes and gaps
 * @property {() => boolean} [dots] whether its points are drawn as well
 * @property {boolean} [ring] its points are rings: what lies below is seen
 * @property {boolean} [quiet] not in the legend
 *
 * @typedef {object} Quantity
 * @property {(value: number) => string} text how a value is written
 * @property {(value: number) => string} tick how a value is written at the axis
 * @property {(typical: number[]) => [number, number]} range of the axis
 */

export class LineChart {
  #frame = 0;
  #timer = 0;
  #drawn = Number.NEGATIVE_INFINITY;
  #plot = null;

  /**
   * @param {HTMLElement} figure with a heading in its caption
   * @param {Quantity} quantity
   * @param {Line[]} lines
   */
  constructor(figure, quantity, lines) {
    this.figure = figure;
    this.quantity = quantity;
    this.lines = lines;
    this.name = figure.querySelector("h3").textContent;
    this.legend = legend(figure, lines);
    this.area = document.createElement("div");
    this.area.className = "plot";
    this.area.setAttribute("role", "img");
    figure.append(this.area);
    new ResizeObserver(() => this.#resize()).observe(this.area);
    document.addEventListener("themechange", () => this.#recolour());
    this.redraw(); // in the next frame, when all of it is made: its words are there without a curve
  }

  /** uPlot's columns: the steps, then each line's values. */
  get data() {
    return [[], ...this.lines.map(() => [])];
  }

  /** What the legend says of a line. @param {string} _name @returns {string} */
  value(_name) {
    return "–";
  }

  /** What the lines say, in words. */
  get words() {
    return `${this.name}: no curve yet`;
  }

  /** How far the x axis goes at least. */
  get lastStep() {
    return 0;
  }

  /** The range of the y axis. @returns {[number, number]} */
  get yRange() {
    return this.quantity.range([]);
  }

  /** Draws from now on. @param {any} uPlot its class, once it is loaded */
  open(uPlot) {
    this.uPlot = uPlot;
    this.#colour();
    this.#plot = new uPlot(options(this), this.data, this.area);
    this.#resize();
  }

  /** With what else changes in the next frame; or later, in that of a later change if there is one. */
  redraw() {
    clearTimeout(this.#timer);
    const rested = performance.now() - this.#drawn >= REST_MS;
    if (rested) this.#frame ||= requestAnimationFrame(() => this.#draw());
    else this.#timer = setTimeout(() => this.redraw(), 2 * REST_MS);
  }

  #draw() {
    this.#frame = 0;
    this.#drawn = performance.now();
    for (const [name, entry] of this.legend) write(entry, this.value(name));
    this.area.setAttribute("aria-label", this.words);
    this.#plot?.setData(this.data);
  }

  #recolour() {
    if (!this.#plot) return;
    this.#colour();
    this.#plot.redraw(false);
  }

  #colour() {
    this.colours = coloursAt(
      this.area,
      this.lines.map(({ colour }) => colour),
    );
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.area;
    if (width && height) this.#plot?.setSize({ width, height });
  }
}

/** @param {HTMLElement} figure @param {Line[]} lines @returns {Map<string, HTMLElement>} */
function legend(figure, lines) {
  const list = document.createElement("p");
  list.className = "legend";
  const shown = lines.filter(({ quiet }) => !quiet);
  const entries = new Map();
  for (const { name } of shown) {
    const item = document.createElement("span");
    const value = document.createElement("b");
    item.className = name.replaceAll(" ", "-");
    item.append(`${name} `, value);
    list.append(item);
    entries.set(name, value);
  }
  figure.querySelector("figcaption").append(list);
  return entries;
}
