// The pad that one draws on, with mouse, pen or finger (KeyPen adds the keyboard; cells.js and picture.js
// are other ways in).

import { drawMarks, SIDE } from "./ink.js";

/** @typedef {import("./ink.js").Mark} Mark */

export class Pad {
  /** All that is there, oldest first, but for the stroke under way. @type {Mark[]} */
  #marks = [];
  /** What undo goes back to. @type {Mark[][]} */
  #history = [];
  /** The stroke under way. @type {import("./ink.js").Stroke | null} */
  #stroke = null;
  /** The pointer that draws it; others are ignored, so a second finger changes nothing. */
  #pointer = null;
  #frame = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} onChange called whenever the ink has changed
   */
  constructor(canvas, onChange) {
    this.canvas = canvas;
    this.onChange = onChange;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(type, (event) => this.#up(event));
    }
    canvas.addEventListener("contextmenu", (event) => this.drawing && event.preventDefault());
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

  /** Puts the brush down. @param {number} x @param {number} y on the SIDE × SIDE square */
  begin(x, y) {
    this.end();
    this.#stroke = [{ x, y }];
    this.#changed();
  }

  /** Draws on to a point. @param {number} x @param {number} y */
  extend(x, y) {
    const last = this.#stroke?.at(-1);
    if (!last || Math.hypot(x - last.x, y - last.y) < 1) return;
    this.#stroke.push({ x, y });
    this.#changed();
  }

  /** Lifts the brush. */
  end() {
    if (!this.#stroke) return;
    const { marks } = this;
    this.#stroke = this.#pointer = null;
    this.replace(marks);
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

  #down(event) {
    if (this.#pointer !== null || event.button !== 0) return;
    this.begin(...this.#place(event));
    this.#pointer = event.pointerId;
    try {
      this.canvas.setPointerCapture(event.pointerId); // strokes may leave the edge and come back
    } catch {} // the pointer is already gone
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.extend(...this.#place(each));
  }

  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.end();
  }

  /** @param {PointerEvent} event @returns {[number, number]} the place on the SIDE × SIDE square */
  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    const scale = SIDE / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
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
