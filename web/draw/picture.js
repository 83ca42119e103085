// A picture as another way in: picked, pasted or dropped. It is read here and goes nowhere; Python finds
// the ink in it, and that lies on the pad as if it had been drawn.

import { decode } from "./decode.js";
import { SIDE } from "./ink.js";

const NOTHING =
  "No digit was found in the picture. It should show one digit that is clearly darker or lighter than its background.";

export class PictureInput {
  /** The newest picture that was given; earlier ones are dropped. @type {File | null} */
  #file = null;

  /**
   * @param {import("../python/python.js").Python} python
   * @param {import("./pad.js").Pad} pad
   * @param {object} told
   * @param {(words: string) => void} told.busy what goes on; "" is nothing
   * @param {(sentence: string) => void} told.refused why a picture could not be taken
   * @param {(error: Error) => void} told.broke something is wrong with Python
   */
  constructor(python, pad, told) {
    this.python = python;
    this.pad = pad;
    this.told = told;
  }

  /** @param {File} file */
  async take(file) {
    this.#file = file;
    if (!this.python.up) {
      this.told.busy("the picture waits for Python");
      return; // until `up`
    }
    this.told.busy("reading the picture …");
    try {
      await this.#read(file);
    } catch (error) {
      if (error.traceback) this.told.broke(error);
      else if (error.name !== "PythonGone") this.told.refused(error.message);
    } finally {
      if (this.#file === file) this.#done();
    }
  }

  /** Python is up. */
  up() {
    if (this.#file) this.take(this.#file);
  }

  async #read(file) {
    const { data, width } = await decode(file);
    const { ink } = await this.python.call("find_ink", new Uint8Array(data.buffer), width);
    if (this.#file !== file) return;
    if (!ink) throw new Error(NOTHING);
    this.pad.end();
    this.pad.replace([{ ink, image: canvasOf(ink) }]);
  }

  #done() {
    this.#file = null;
    this.told.busy("");
  }
}

/** @param {Uint8Array} ink SIDE × SIDE; 255 is ink */
function canvasOf(ink) {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const image = new ImageData(SIDE, SIDE);
  ink.forEach((value, i) => {
    image.data[4 * i + 3] = value;
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}
