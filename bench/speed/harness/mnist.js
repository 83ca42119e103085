// MNIST's training images in memory, and mini-batches of them: what every peer here learns from.

const PIXELS = 784;
const HEADER = { images: 16, labels: 8 };

/** The networks and their training, the same for all; the address names the one that is meant. */
const PLANS = {
  dense: { convolutions: [], hidden: 128, batch: 128 },
  deep: { convolutions: [8, 16], hidden: 64, batch: 64 },
};
const [plan] = location.search.slice(1).split("&").slice(-1);
export const PLAN = { inputs: PIXELS, side: 28, outputs: 10, rate: 1e-3, ...PLANS[plan] };

const fetchBytes = async (name, header) =>
  new Uint8Array(await (await fetch(`./mnist/${name}`)).arrayBuffer(), header);

/** Deals the images out in random order, again and again. */
export class Batches {
  /** @returns {Promise<Batches>} */
  static async load() {
    const images = await fetchBytes("train-images-idx3-ubyte", HEADER.images);
    return new Batches(images, await fetchBytes("train-labels-idx1-ubyte", HEADER.labels));
  }

  constructor(images, labels) {
    Object.assign(this, { images, labels, order: Uint32Array.from(labels, (_, i) => i), at: 0 });
    this.#shuffle();
  }

  #shuffle() {
    const { order } = this;
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  }

  /** The next `PLAN.batch` images as numbers from 0 to 1, and their labels. */
  next() {
    if (this.at + PLAN.batch > this.order.length) this.at = 0;
    const X = new Float32Array(PLAN.batch * PIXELS);
    const y = new Int32Array(PLAN.batch);
    for (let row = 0; row < PLAN.batch; row++) {
      const image = this.order[this.at++];
      y[row] = this.labels[image];
      for (let i = 0; i < PIXELS; i++) X[row * PIXELS + i] = this.images[image * PIXELS + i] / 255;
    }
    return { X, y };
  }
}

/**
 * Takes steps for at least so long.
 * @param {() => Promise<number>} step takes one, and gives its loss
 * @param {number} milliseconds
 * @returns {Promise<{milliseconds: number, loss: number}>} a step's mean time, and the last loss
 */
export async function timeSteps(step, milliseconds) {
  let [steps, loss] = [0, Number.NaN];
  const start = performance.now();
  do {
    loss = await step();
    steps++;
  } while (performance.now() - start < milliseconds);
  return { milliseconds: (performance.now() - start) / steps, loss };
}
