// How fast a run is: images a second, and the time that is left by the clock.

import { duration, whole } from "../ui/format.js";

/** The pace is that of about the last so many slices. */
const WINDOW = 40;
/** Without a slice for so long, nothing is known of the pace. */
export const STALE_MS = 1500;

export class Pace {
  #slices = [];

  /** @param {{images: number, seconds: number, progress: number}} slice */
  add({ images, seconds, progress }) {
    this.#slices.push({ images, seconds, progress, time: performance.now() });
    if (this.#slices.length > WINDOW) this.#slices.shift();
  }

  reset() {
    this.#slices = [];
  }

  /** "24,000 images/s · 12 s left" */
  get text() {
    if (performance.now() - this.#slices.at(-1)?.time > STALE_MS) return "waiting for Python";
    const { imagesPerSecond, secondsLeft } = this;
    const speed = imagesPerSecond ? `${whole(imagesPerSecond)} images/s` : "– images/s";
    return Number.isFinite(secondsLeft) ? `${speed} · ${duration(secondsLeft)} left` : speed;
  }

  get imagesPerSecond() {
    const sum = (key) => this.#slices.reduce((total, slice) => total + slice[key], 0);
    return sum("images") / (sum("seconds") || 1);
  }

  get secondsLeft() {
    const [first, last] = [this.#slices[0], this.#slices.at(-1)];
    const rate = (last?.progress - first?.progress) / ((last?.time - first?.time) / 1000);
    return rate > 0 ? (1 - last.progress) / rate : Number.NaN;
  }
}
