// An array as a small picture: one cell a number. Above zero one colour, below zero another, stronger
// the larger; exactly zero has none. With mouse, finger or arrow keys one of its cells is chosen.

import { make } from "../ui/dom.js";
import { number } from "./numbers.js";

/** How faint a colour may be, for whatever is not zero. */
const FAINTEST = 0.16;
const MOVES = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
  PageUp: (columns) => -10 * columns,
  PageDown: (columns) => 10 * columns,
  Home: () => Number.NEGATIVE_INFINITY,
  End: () => Number.POSITIVE_INFINITY,
};

export class HeatMap {
  /** @type {ArrayLike<number>} */
  values = [];
  /** What a cell's colour goes by, if not its number. @type {((value: number, at: number) => number) | undefined} */
  tone;
  columns = 1;
  /** The chosen cell. */
  at = 0;
  /** Whether what is shown next is another array: its strongest cell is chosen then. */
  fresh = true;

  /**
   * @param {string} label
   * @param {(at: number) => void} [onChoose] without it, nothing can be chosen
   */
  constructor(label, onChoose) {
    this.onChoose = onChoose;
    this.canvas = make("canvas", { width: 1, height: 1 });
    this.mark = make("span", { className: "cell-mark" });
    this.element = make("div", { className: "heat" }, this.canvas, this.mark);
    this.mark.hidden = !onChoose;
    this.label = label;
    if (onChoose) this.#listen();
    else this.canvas.setAttribute("role", "img");
    document.addEventListener("themechange", () => this.#paint());
  }

  set label(label) {
    (this.onChoose ? this.element : this.canvas).setAttribute("aria-label", label || "Array");
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {number} columns
   * @param {(at: number) => string} [say] what a cell is called
   */
  show(values, columns, say = (at) => `number ${at}`) {
    this.values = values;
    this.columns = columns;
    this.say = say;
    const rows = Math.ceil(values.length / columns);
    Object.assign(this.canvas, { width: columns, height: rows });
    this.element.style.setProperty("--columns", columns);
    this.element.style.setProperty("--rows", rows);
    this.element.classList.toggle("large", columns > 60 || rows > 40);
    this.#paint();
    if (this.fresh) this.at = this.peak;
    this.fresh = false;
    this.#point(Math.min(this.at, values.length - 1));
  }

  /** @param {number} at a cell, or one too many */
  choose(at) {
    const place = Math.max(0, Math.min(this.values.length - 1, at));
    if (place === this.at || Number.isNaN(place)) return;
    this.#point(place);
    this.onChoose(place);
  }

  #listen() {
    const { element } = this;
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    for (const name of ["min", "max", "now"]) element.setAttribute(`aria-value${name}`, 0);
    const follow = (event) => this.choose(this.#cell(event));
    element.addEventListener("pointermove", follow);
    element.addEventListener("pointerdown", follow);
    element.addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation(); // or the screen would go a step on
      this.choose(this.at + move(this.columns));
    });
  }

  #cell({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    const part = (x, size, count) =>
      Math.max(0, Math.min(count - 1, Math.floor((x / size) * count)));
    const column = part(clientX - box.left, box.width, this.columns);
    return part(clientY - box.top, box.height, this.canvas.height) * this.columns + column;
  }

  #point(at) {
    this.at = Math.max(0, at);
    const { element, mark, columns } = this;
    mark.style.left = `${(100 * (this.at % columns)) / columns}%`;
    mark.style.top = `${(100 * Math.floor(this.at / columns)) / this.canvas.height}%`;
    if (!this.onChoose) return;
    element.setAttribute("aria-valuemax", Math.max(0, this.values.length - 1));
    element.setAttribute("aria-valuenow", this.at);
    element.setAttribute(
      "aria-valuetext",
      `${this.say?.(this.at)}: ${number(this.values[this.at])}`,
    );
  }

  /** Where that number stands. */
  get peak() {
    const { most } = this;
    const at = Array.prototype.findIndex.call(this.tones, (value) => Math.abs(value) === most);
    return Math.max(0, at);
  }

  /** The largest size of a number, which has the full colour. */
  get most() {
    let most = 0;
    for (let i = 0; i < this.tones.length; i++) {
      const size = Math.abs(this.tones[i]);
      if (size > most && size < Number.POSITIVE_INFINITY) most = size;
    }
    return most;
  }

  get tones() {
    return this.tone ? Array.from(this.values, this.tone) : this.values;
  }

  #paint() {
    const { canvas, most } = this;
    const values = this.tones;
    const [plus, minus, sick] = ["--plus", "--minus", "--bad"].map((name) => this.#colour(name));
    const context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === 0) continue;
      const strength = Number.isFinite(value) ? Math.abs(value) / most : 1;
      const alpha = 255 * (FAINTEST + (1 - FAINTEST) * strength);
      image.data.set(Number.isNaN(value) ? sick : value > 0 ? plus : minus, 4 * i);
      image.data[4 * i + 3] = alpha;
    }
    context.putImageData(image, 0, 0);
  }

  #colour(name) {
    const view = document.getElementById("view-explained"); // this may not be in it yet
    const hex = getComputedStyle(view).getPropertyValue(name).trim();
    return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  }
}
