// The accuracy on the test set: measured once, on images that no training has seen.

import { percent, whole } from "../ui/format.js";
import { write } from "../ui/write.js";

const WHOSE = { mine: "your network", shipped: "the pre-trained network" };

export class Score {
  /** @param {HTMLElement} figure @param {HTMLElement} note @param {HTMLElement} button measures now */
  constructor(figure, note, button) {
    this.figure = figure;
    this.note = note;
    this.button = button;
  }

  /**
   * @param {"mine" | "shipped"} whose
   * @param {{accuracy?: number, images?: number}} test what is known
   * @param {{count: number, of: number}} evaluated the images so far
   * @param {boolean} canMeasure
   */
  show(whose, { accuracy, images }, { count, of }, canMeasure) {
    const known = accuracy !== undefined;
    write(this.figure, known ? percent(accuracy, 2) : "–");
    this.figure.classList.toggle("unknown", !known);
    this.button.hidden = known || !canMeasure;
    if (known)
      write(
        this.note,
        `${WHOSE[whose]}: ${whole(accuracy * images)} of ${whole(images)} test images`,
      );
    else if (count) write(this.note, `testing: ${whole(count)} of ${whole(of)} images`);
    else write(this.note, whose === "mine" ? "measured when training ends" : "");
  }
}
