// Looking at the data as a notebook does: some pictures with their labels, and the shapes of the arrays.

import { DigitCanvas } from "../draw/digit_canvas.js";
import { code, iconButton, section, table } from "../runs/dom.js";
import { make } from "../ui/dom.js";
import { aDigit, megabytes } from "../ui/format.js";

const COUNT = 24;
const WORDS =
  "A row is one picture and its digit. A picture has 28 × 28 pixels, from 0 (paper) to 255 (ink).";

export class Samples {
  /** @param {any} chapter @param {import("../python/python_package.js").PythonPackage} source @param {import("../python/images.js").MnistImages} images */
  constructor(chapter, source, images) {
    this.source = source;
    this.images = images;
    this.button = iconButton("look", "Show samples", () => this.show());
    this.grid = make("ul", { className: "samples" });
    this.note = make("p", { className: "fine", role: "status" });
    const shapes = chapter.shapes.map(({ name, shape, type }) => [code(name), code(shape), type]);
    const shown = table("Shapes of the arrays", ["Array", "Shape", "Type"], shapes);
    this.element = section("Its data", WORDS, this.button, this.note, this.grid, shown);
  }

  set up(up) {
    this.button.disabled = !up;
  }

  async show() {
    this.button.disabled = true;
    try {
      const { missing } = await this.source.call("first_part");
      const tell = (loaded, total) => {
        this.note.textContent = `Fetching images: ${megabytes(loaded, total)}`;
      };
      if (missing.length) await this.images.bringParts(missing, tell, new AbortController().signal);
      const { images, labels } = await this.source.call("samples", COUNT);
      this.#fill(images, labels);
      this.note.textContent = `The first ${COUNT} of MNIST’s training images, in their original order`;
      this.button.hidden = true;
    } catch (error) {
      if (error.name !== "PythonGone") this.note.textContent = error.message;
      this.button.disabled = false;
    }
  }

  #fill(images, labels) {
    const canvases = labels.map(canvasOf);
    const items = canvases.map((canvas, i) =>
      make("li", {}, canvas, make("span", { "aria-hidden": "true" }, String(labels[i]))),
    );
    this.grid.replaceChildren(...items);
    for (const [i, canvas] of canvases.entries())
      new DigitCanvas(canvas).show(images.subarray(784 * i, 784 * (i + 1)));
  }
}

const canvasOf = (label) =>
  make("canvas", { width: 28, height: 28, role: "img", "aria-label": aDigit(label) });
