// The brush: a round one that inks pixels by arithmetic. No canvas is read back, for some browsers and
// extensions give false pixels then. pycore/handwriting/strokes.py draws the same picture from the same points.

/** Straight pieces that a curve between two points is drawn as. */
const PIECES = 4;

/** @typedef {{x: number, y: number}} Point */

/** A square picture and the brush that draws on it. */
export class Brush {
  /**
   * @param {number} side of the picture, in pixels
   * @param {number} width of the brush, in pixels
   */
  constructor(side, width) {
    this.side = side;
    this.radius = width / 2;
  }

  /**
   * Draws one piece of a smooth line: a quadratic curve from the middle before `points[i]` to the middle
   * after it. The first piece begins at the first point.
   * @param {Uint8Array} picture side × side, row by row; 255 is ink
   * @param {Point[]} points
   * @param {number} i from 1 to points.length - 2
   */
  bend(picture, points, i) {
    const [from, control, to] = [start(points, i), points[i], middle(points[i], points[i + 1])];
    let last = from;
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      const next = {
        x: a * from.x + b * control.x + c * to.x,
        y: a * from.y + b * control.y + c * to.y,
      };
      this.line(picture, last, next);
      last = next;
    }
  }

  /** Draws the straight end of a smooth line; a single point is a dot. */
  finish(picture, points) {
    this.line(picture, start(points, points.length - 1), points[points.length - 1]);
  }

  /**
   * Inks each pixel by how far its middle lies within the brush that goes from `from` to `to`; what is
   * inked more already stays.
   * @param {Uint8Array} picture @param {Point} from @param {Point} to
   */
  line(picture, from, to) {
    const { side, radius } = this;
    const [alongX, alongY] = [to.x - from.x, to.y - from.y];
    const length = alongX ** 2 + alongY ** 2;
    const [inner, outer] = [Math.max(0, radius - 0.5) ** 2, (radius + 0.5) ** 2];
    const [left, right] = this.#reach(from.x, to.x);
    const [top, bottom] = this.#reach(from.y, to.y);
    for (let row = top; row < bottom; row++) {
      const y = row + 0.5 - from.y;
      for (let column = left; column < right; column++) {
        const place = row * side + column;
        if (picture[place] === 255) continue;
        const x = column + 0.5 - from.x;
        const share = length ? Math.min(1, Math.max(0, (x * alongX + y * alongY) / length)) : 0;
        const dx = x - share * alongX;
        const dy = y - share * alongY;
        const distance = dx * dx + dy * dy; // squared: few pixels need the root
        if (distance >= outer) continue;
        const ink = distance <= inner ? 1 : radius + 0.5 - Math.sqrt(distance);
        picture[place] = Math.max(picture[place], Math.round(255 * ink));
      }
    }
  }

  /** The rows, or the columns, that a line can touch: the first, and the one after the last. */
  #reach(from, to) {
    const within = (place) => Math.min(this.side, Math.max(0, place));
    const reach = this.radius + 1;
    return [
      within(Math.floor(Math.min(from, to) - reach)),
      within(Math.ceil(Math.max(from, to) + reach)),
    ];
  }
}

/** Where the piece round `points[i]` begins. */
const start = (points, i) => (i > 1 ? middle(points[i - 1], points[i]) : points[0]);

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
