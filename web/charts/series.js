// A curve of any length in at most a thousand points: when there are more, each two become their mean.

const MOST = 1000;

export class Series {
  /** @type {number[]} */
  x = [];
  /** @type {number[]} */
  y = [];
  /** Values in each finished point. */
  width = 1;
  #x = 0;
  #y = 0;
  #count = 0;

  /** @param {number} x @param {number} y */
  append(x, y) {
    this.#x += x;
    this.#y += y;
    if (++this.#count < this.width) return;
    this.x.push(this.#x / this.width);
    this.y.push(this.#y / this.width);
    this.#x = this.#y = this.#count = 0;
    if (this.x.length >= MOST) this.#halve();
  }

  #halve() {
    this.x = pairMeans(this.x);
    this.y = pairMeans(this.y);
    this.width *= 2;
  }
}

const pairMeans = (values) =>
  Array.from({ length: values.length / 2 }, (_, i) => (values[2 * i] + values[2 * i + 1]) / 2);

/** The average of the last values, the older the less: over a few of them at first, later over about `span`. */
export class MovingAverage {
  #average = 0;
  #count = 0;

  /** @param {number} span */
  constructor(span) {
    this.span = span;
  }

  /** @param {number} value @returns {number} the average with it */
  add(value) {
    this.#count++;
    this.#average += (value - this.#average) / Math.min(this.span, 1 + (this.#count - 1) / 4);
    return this.#average;
  }
}
