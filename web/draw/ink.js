// Ink: what is on the pad is kept as marks on a 280 × 280 square, whatever the size of the screen, and
// drawn from them twice: on a canvas for the eye, and by arithmetic for the network.

import { Brush } from "./brush.js";

/** Side of the square that marks are measured in, and of the picture that the network is given. */
export const SIDE = 280;
/** Rows and columns of cells on it: as wide as a stroke is, and large enough for a finger. */
export const CELLS = 14;
/** Width of the brush on that square. */
const BRUSH = 22;
/** Too short to be seen, and long enough to be painted. */
const NUDGE = 0.01;

/** @typedef {import("./brush.js").Point} Point */
/** @typedef {Point[]} Stroke */
/** @typedef {{row: number, column: number, painted: boolean}} Cell painted or erased, counted from 0 */
/** @typedef {{ink: Uint8Array, image: CanvasImageSource}} Picture the whole square: as bytes, 255 is ink, and as an image of them, opaque where ink is */
/** @typedef {Stroke | Cell | Picture} Mark */

/**
 * Draws marks, one over the other.
 * @param {CanvasRenderingContext2D} context
 * @param {Mark[]} marks
 * @param {number} size side of the square to draw on, in the context's pixels
 */
export function drawMarks(context, marks, size) {
  for (const mark of marks) {
    if (Array.isArray(mark)) drawStroke(context, mark, size / SIDE);
    else if ("image" in mark) context.drawImage(mark.image, 0, 0, size, size);
    else drawCell(context, mark, size);
  }
}

/** A round, smooth line: quadratic curves through the middles between the points. */
function drawStroke(context, stroke, scale) {
  context.save();
  context.scale(scale, scale);
  context.lineWidth = BRUSH;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  trace(context, stroke);
  context.stroke();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Stroke} stroke */
function trace(context, stroke) {
  const [first] = stroke;
  const last = stroke[stroke.length - 1];
  context.moveTo(first.x, first.y);
  for (let i = 1; i < stroke.length - 1; i++) {
    const [a, b] = [stroke[i], stroke[i + 1]];
    context.quadraticCurveTo(a.x, a.y, (a.x + b.x) / 2, (a.y + b.y) / 2);
  }
  context.lineTo(last.x + NUDGE, last.y); // some browsers paint nothing for a line of no length
}

/** A square from whole pixel to whole pixel, so that two side by side leave no seam. */
function drawCell(context, { row, column, painted }, size) {
  const [left, top, right, bottom] = [column, row, column + 1, row + 1].map((place) =>
    Math.round((place * size) / CELLS),
  );
  const draw = painted ? context.fillRect : context.clearRect;
  draw.call(context, left, top, right - left, bottom - top);
}

/** Turns marks into the picture that goes to Python. Only what is new since the last time is drawn. */
export class Ink {
  #brush = new Brush(SIDE, BRUSH);
  /** What is drawn for good: the marks that are done, and the stroke under way but for its end. */
  #picture = new Uint8Array(SIDE * SIDE);
  /** The marks in it; of the last one, perhaps only its first points. @type {Mark[]} */
  #marks = [];
  /** How many points of the last one are in it, if that is a stroke. */
  #points = 0;

  /**
   * @param {Mark[]} marks
   * @returns {Uint8Array} SIDE × SIDE, row by row; 255 is ink, 0 is paper
   */
  picture(marks) {
    if (!this.#marks.every((mark, i) => mark === marks[i])) this.#reset();
    for (const mark of marks.slice(Math.max(0, this.#marks.length - 1))) this.#add(mark);
    const picture = this.#picture.slice();
    const last = marks.at(-1);
    if (Array.isArray(last)) this.#brush.finish(picture, last);
    return picture;
  }

  #reset() {
    this.#picture.fill(0);
    this.#marks = [];
  }

  /** Draws a mark, or goes on with it if it is the last one. @param {Mark} mark */
  #add(mark) {
    const before = this.#marks.at(-1);
    if (mark !== before) {
      if (Array.isArray(before)) this.#brush.finish(this.#picture, before);
      this.#marks.push(mark);
      this.#points = 1;
      if ("ink" in mark) inkAll(this.#picture, mark.ink);
      else if ("row" in mark) inkCell(this.#picture, mark);
    }
    if (Array.isArray(mark)) this.#extend(mark);
  }

  /** Draws what has been added to a stroke: all of it but its straight end, which the next point bends. */
  #extend(stroke) {
    for (; this.#points < stroke.length - 1; this.#points++)
      this.#brush.bend(this.#picture, stroke, this.#points);
  }
}

/** @param {Uint8Array} picture @param {Uint8Array} ink */
function inkAll(picture, ink) {
  for (let i = 0; i < picture.length; i++) picture[i] = Math.max(picture[i], ink[i]);
}

/** @param {Uint8Array} picture @param {Cell} cell */
function inkCell(picture, { row, column, painted }) {
  const width = SIDE / CELLS;
  for (let y = row * width; y < (row + 1) * width; y++) {
    const left = y * SIDE + column * width;
    picture.fill(painted ? 255 : 0, left, left + width);
  }
}
