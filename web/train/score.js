// The accuracy on the test set: measured once, on images that no training has seen.

import { percent, whole } from "../ui/format.js";
import { write } from "../ui/write.js";

const WHOSE = { mine: "your network", shipped: "the pre-trained network" };

export class Score {
  /** The newest figure of each network. */
  #known = { mine: null, shipped: null };

  /** @param {HTMLElement} figure @param {HTMLElement} note @param {HTMLElement} button measures now */
  constructor(figure, note, button) {
    this.figure = figure;
    this.note = note;
    this.button = button;
  }

  /** What is said of the shipped network that reads. @param {import("../networks/pretrained.js").Card} card */
  set card({ test }) {
    this.#known.shipped = { accuracy: test.accuracy, of: test.images };
  }

  /** @param {{which: "mine" | "shipped", accuracy?: number, count: number, of: number}} score */
  set measured(score) {
    this.#known[score.which] = score;
  }

  /** What is known of one's own network, null if it has not been tested. */
  get mine() {
    return this.#known.mine;
  }

  /** One's own network has changed, or is gone. */
  forgetMine() {
    this.#known.mine = null;
  }

  /**
   * @param {"mine" | "shipped"} which
   * @param {boolean} canMeasure
   */
  show(which, canMeasure) {
    const { accuracy } = this.#known[which] ?? {};
    const known = accuracy != null;
    write(this.figure, known ? percent(accuracy, 2) : "–");
    this.figure.classList.toggle("unknown", !known);
    write(this.note, this.#noteOn(which, this.#known[which] ?? {}));
    this.button.hidden = known || !canMeasure;
  }

  #noteOn(which, { accuracy, count, of }) {
    if (accuracy != null)
      return `${WHOSE[which]}: ${whole(accuracy * of)} of ${whole(of)} test images`;
    if (count) return `testing: ${whole(count)} of ${whole(of)} images`;
    return which === "mine" ? "measured when training ends" : "";
  }
}
