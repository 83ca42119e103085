// Ink: strokes are kept as points on a 280 × 280 square, whatever the size of the screen, and drawn
// from them, both for the eye and for the network.

/** Side of the square that strokes are measured in, and of the picture that the network is given. */
export const SIDE = 280;
/** Width of the brush on that square. */
const BRUSH = 22;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point[]} Stroke */

/**
 * Draws strokes as round, smooth lines: quadratic curves through the middles between the points.
 * @param {CanvasRenderingContext2D} context
 * @param {Stroke[]} strokes
 * @param {number} size side of the square to draw on, in the context's pixels
 */
export function drawStrokes(context, strokes, size) {
  context.save();
  context.scale(size / SIDE, size / SIDE);
  context.lineWidth = BRUSH;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.beginPath();
    trace(context, stroke);
    context.stroke();
  }
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

/** Turns strokes into the picture that goes to Python. */
export class Ink {
  #context;

  constructor() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    this.#context = canvas.getContext("2d", { willReadFrequently: true });
  }

  /**
   * @param {Stroke[]} strokes
   * @returns {Uint8Array} SIDE × SIDE, row by row; 255 is ink, 0 is paper
   */
  picture(strokes) {
    const context = this.#context;
    context.clearRect(0, 0, SIDE, SIDE);
    drawStrokes(context, strokes, SIDE);
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const alpha = new Uint8Array(SIDE * SIDE);
    for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3];
    return alpha;
  }
}
