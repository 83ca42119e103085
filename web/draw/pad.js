// The pad that one draws on: what is on it, and what undo goes back to. The ways in are pointers.js, key_pen.js,
// pixel_grid.js and picture.js.

import { drawMarks } from "./ink.js";

/** @typedef {import("./ink.js").Mark} Mark */
/** @typedef {import("./ink.js").Stroke} Stroke */

export class Pad {
  /** All that is there, oldest first, but for the stroke under way. @type {Mark[]} */
  #marks = [];
  /** What undo goes back to. @type {Mark[][]} */
  #history = [];
  /** The stroke under way. @type {Stroke | null} */
  #stroke = null;
  #frame = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} onChange called whenever the ink has changed
   */
  constructor(canvas, onChange) {
    this.canvas = canvas;
    this.onChange = onChange;
    new ResizeObserver(() => this.#redraw()).observe(canvas);
    document.addEventListener("themechange", () => this.#redraw());
  }

  /** All that is there, and the stroke under way. */
  get marks() {
    return this.#stroke ? [...this.#marks, this.#stroke] : this.#marks;
  }

  get blank() {
    return this.marks.length === 0;
  }

  get drawing() {
    return this.#stroke !== null;
  }

  get canUndo() {
    return this.#history.length > 0;
  }

  /** The stroke under way. */
  get stroke() {
    return this.#stroke;
  }

  /** Puts the brush down. @param {number} x @param {number} y on the SIDE × SIDE square */
  begin(x, y) {
    this.end();
    this.#stroke = [{ x, y }];
    this.#changed();
  }

  /**
   * Draws on to a point. Nearer ones than `least` wait: a slow hand comes farther with the next ones.
   * @param {number} x @param {number} y @param {number} [least]
   */
  extend(x, y, least = 1) {
    const last = this.#stroke?.at(-1);
    if (!last) return;
    const distance = Math.hypot(x - last.x, y - last.y);
    if (distance === 0 || distance < least) return;
    this.#stroke.push({ x, y });
    this.#changed();
  }

  /** Lifts the brush. */
  end() {
    if (!this.#stroke) return;
    const { marks } = this;
    this.#stroke = null;
    this.replace(marks);
  }

  /** Takes a stroke back as if it had never been, if it is the last mark. @param {Stroke | null} stroke */
  forget(stroke) {
    if (!stroke || stroke !== this.marks.at(-1)) return;
    if (stroke === this.#stroke) this.#stroke = null;
    else this.#marks = this.#history.pop();
    this.#changed();
  }

  /** Takes back the last stroke, cell or picture, or the last clearing. */
  undo() {
    this.end();
    if (!this.canUndo) return;
    this.#marks = this.#history.pop();
    this.#changed();
  }

  clear() {
    this.end();
    if (!this.blank) this.replace([]);
  }

  /** Adds a whole mark. @param {Mark} mark */
  put(mark) {
    this.end();
    this.replace([...this.#marks, mark]);
  }

  /** Puts other marks in place of all. @param {Mark[]} marks */
  replace(marks) {
    this.#history.push(this.#marks);
    this.#marks = marks;
    this.#changed();
  }

  #changed() {
    this.#redraw();
    this.onChange();
  }

  /** Draws everything again, at most once a frame. */
  #redraw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const { canvas } = this;
      const size = Math.round(canvas.clientWidth * devicePixelRatio);
      if (canvas.width !== size || canvas.height !== size) canvas.width = canvas.height = size;
      const context = canvas.getContext("2d");
      context.clearRect(0, 0, size, size);
      drawMarks(context, this.marks, size);
      context.save();
      context.globalCompositeOperation = "source-in"; // what is drawn, in the theme's colour
      context.fillStyle = getComputedStyle(canvas).color;
      context.fillRect(0, 0, size, size);
      context.restore();
    });
  }
}
