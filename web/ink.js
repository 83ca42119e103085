// Ink: what is on the pad is kept as marks on a 280 × 280 square, whatever the size of the screen, and
// drawn from them, both for the eye and for the network.

/** Side of the square that marks are measured in, and of the picture that the network is given. */
export const SIDE = 280;
/** Rows and columns of cells on it: as wide as a stroke is, and large enough for a finger. */
export const CELLS = 14;
/** Width of the brush on that square. */
const BRUSH = 22;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point[]} Stroke */
/** @typedef {{row: number, column: number, painted: boolean}} Cell painted or erased, counted from 0 */
/** @typedef {{image: CanvasImageSource}} Picture ink where it is opaque, over the whole square */
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
  context.lineTo(last.x, last.y); // a single point becomes a dot
}

/** A square from whole pixel to whole pixel, so that two side by side leave no seam. */
function drawCell(context, { row, column, painted }, size) {
  const [left, top, right, bottom] = [column, row, column + 1, row + 1].map((place) =>
    Math.round((place * size) / CELLS),
  );
  const draw = painted ? context.fillRect : context.clearRect;
  draw.call(context, left, top, right - left, bottom - top);
}

/** Turns marks into the picture that goes to Python. */
export class Ink {
  #context;

  constructor() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    this.#context = canvas.getContext("2d", { willReadFrequently: true });
  }

  /**
   * @param {Mark[]} marks
   * @returns {Uint8Array} SIDE × SIDE, row by row; 255 is ink, 0 is paper
   */
  picture(marks) {
    const context = this.#context;
    context.clearRect(0, 0, SIDE, SIDE);
    drawMarks(context, marks, SIDE);
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const alpha = new Uint8Array(SIDE * SIDE);
    for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3];
    return alpha;
  }
}
