// What the network will see: a few digits as the setting "Augmentation" changes them. Loaded when it is
// first opened. Its Python side lies beside it.

import { DigitCanvas } from "../../draw/digit_canvas.js";
import { PythonPackage } from "../../python/python_package.js";
import { effect } from "../../state/observe.js";
import { button, loadStyle, make } from "../../ui/dom.js";
import { Latest } from "../../ui/latest.js";

const [PICTURES, PIXELS] = [12, 28 * 28];
/** What is done to them, by the setting's value. */
const HOW = {
  none: "unchanged",
  affine: "rotated, slanted, stretched and shifted differently each time",
  handwriting: "as if written by another hand with another pen each time",
};

/** @param {HTMLDetailsElement} place @param {import("../view.js").TrainView} train */
export async function open(place, train) {
  await loadStyle("./train/augmented/strip.css");
  return new Strip(place, train);
}

class Strip {
  /** What is shown. */
  #augment = "";
  /** Where the random numbers start: each time elsewhere. */
  #seed = 0;

  constructor(place, train) {
    this.place = place;
    this.train = train;
    this.side = new PythonPackage(train.page.python, "train/augmented", () =>
      train.page.images.bringSamples(),
    );
    this.latest = new Latest((error) => this.#failed(error));
    const canvases = Array.from({ length: PICTURES }, () =>
      make("canvas", { width: 28, height: 28 }),
    );
    this.sights = canvases.map((canvas) => new DigitCanvas(canvas));
    this.pictures = make("div", { className: "strip", role: "img" }, ...canvases);
    this.words = make("p", { className: "fine", role: "status", "aria-label": "Augmentation" });
    this.again = button("Again", () => this.#make());
    place.append(this.pictures, make("div", { className: "strip-line" }, this.again, this.words));
    place.addEventListener("toggle", () => this.#follow());
    effect(() => this.#follow());
  }

  /** Shows what the settings ask for. */
  #follow() {
    const { plan, page, settings } = this.train;
    if (!plan || !page.python.up || !this.place.open) return;
    if (settings.read().augment !== this.#augment) this.#make();
  }

  /** Python is not up. */
  down() {
    this.side.forget();
    this.#augment = "";
  }

  #make() {
    this.latest.run(async () => {
      const { augment } = this.train.settings.read();
      this.#augment = augment;
      const ink = this.train.page.reader.seen;
      const { images, drawn } = await this.side.call("pictures", augment, ink, this.#seed++);
      this.sights.forEach((sight, i) => {
        sight.show(images.slice(i * PIXELS, (i + 1) * PIXELS));
      });
      const what = drawn
        ? "Your drawing, twelve times"
        : "Four of MNIST’s digits, three times each";
      this.pictures.ariaLabel = `${what}, ${HOW[augment] ?? augment}`;
      this.words.textContent = `${what}, ${HOW[augment] ?? augment}.`;
    });
  }

  #failed(error) {
    this.#augment = "";
    if (error.name !== "PythonGone") this.words.textContent = error.message;
  }
}
