// Accuracy: right answers counted on the test set, beside a figure that only looks like it.

import { make } from "../ui/dom.js";
import { percent, whole } from "../ui/format.js";
import { table } from "./controls.js";
import { HeatMap } from "./heatmap.js";
import { number } from "./numbers.js";

const SLICE_MS = 40;
const WORDS = "Accuracy is the fraction of right answers. Its meaning depends on the images:";
const SETS = [
  [
    "training set",
    "The network was trained on these images and may remember them. This accuracy does not show how well it reads others.",
  ],
  [
    "validation set",
    "These images are from the same 60,000 as the training set, but are never used for training. They serve to choose settings and when to stop, so this accuracy is a little too high.",
  ],
  [
    "test set",
    "These images are never used for training or for a choice, only once at the end. This is the accuracy to report.",
  ],
];

export class Screen {
  #counting = null;
  /** Whose answers are shown: which network, and how far it had learned. */
  #whose = "";

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    this.start = make("button", {
      type: "button",
      className: "button plain",
      onclick: () => this.count(),
    });
    this.status = make("p", { className: "words", role: "status", "aria-label": "Count" });
    this.matrix = new HeatMap("Confusion matrix: rows are true digits, columns answers", () =>
      this.#tell(),
    );
    // One error in two hundred would hardly show otherwise; right answers have the other colour.
    this.matrix.tone = (times, at) => Math.log1p(times) * (at % 11 === 0 ? -1 : 1);
    this.cell = make("p", { className: "arithmetic", "aria-live": "polite" });
    this.figures = make("div");
    this.laws = make("div", { className: "laws" });
    this.result = make("div", { className: "pair", hidden: true }, this.#picture(), this.#metric());
    this.sizes = SETS.map(() => make("span"));
    const items = SETS.flatMap(([name, text], i) => [
      make("dt", {}, name),
      make("dd", {}, text, this.sizes[i]),
    ]);
    this.element = make(
      "section",
      { className: "screen" },
      make("header", { className: "view-head" }, make("h2", {}, "What accuracy means")),
      make("p", { className: "words" }, WORDS),
      make("dl", { className: "sets" }, ...items),
      make("div", { className: "choosing" }, this.start, this.status),
      this.result,
      this.laws,
    );
  }

  async update() {
    if (!this.laws.firstChild)
      this.laws.append(...["accuracy", "rounded_agreement"].map((name) => this.teacher.law(name)));
    const about = await this.teacher.call("about", this.teacher.seen);
    this.#sizes(about);
    if (about.state !== this.#whose && !this.#counting) {
      this.result.hidden = true; // it is another network's
      this.status.textContent = "";
    }
    this.start.textContent = `Count the answers of ${this.teacher.network(about.insteadOf ?? about)}`;
  }

  /** Fetches the test images if they are missing, then counts. Shows errors. */
  async count() {
    if (this.#counting) return;
    this.#counting = this.#count();
    try {
      await this.#counting;
    } catch (error) {
      this.status.textContent = error.message;
    } finally {
      this.#counting = null;
    }
  }

  async #count() {
    const { images } = this.teacher.page;
    const tell = (loaded, total) => {
      this.status.textContent = `Fetching the test images, ${percent(loaded / total, 0)}`;
    };
    await images.bringTestSet(tell, new AbortController().signal);
    const { seen } = this.teacher;
    this.#whose = (await this.teacher.call("about", seen)).state;
    await this.teacher.call("begin_exam", seen.which);
    let found;
    do {
      found = await this.teacher.call("exam_for", SLICE_MS);
      this.#show(found);
    } while (!found.figures);
  }

  #show({ count, of, right, accuracy, confusion, figures }) {
    this.result.hidden = false;
    const share = `${whole(right)} of ${whole(count)} right: ${percent(accuracy, 2)}`;
    this.status.textContent = figures ? `${share}, on ${whole(of)} test images.` : share;
    this.confusion = confusion;
    this.matrix.fresh = count <= 100;
    this.matrix.show(confusion, 10, (at) => `${Math.floor(at / 10)} read as ${at % 10}`);
    this.#tell();
    if (figures) this.#compare(figures);
  }

  #compare(figures) {
    const rows = figures.map(({ who, accuracy, agreement }) => [
      who,
      percent(accuracy, 2),
      percent(agreement, 2),
    ]);
    const heads = ["answers", "accuracy", "agreement"];
    this.figures.replaceChildren(table("Two figures for four sets of answers", heads, rows));
  }

  #tell() {
    const { at } = this.matrix;
    const [digit, answer] = [Math.floor(at / 10), at % 10];
    const how = digit === answer ? "rightly" : "wrongly";
    this.cell.textContent = `${digit} read as ${answer}, ${how}: ${number(this.confusion[at])} times`;
  }

  #picture() {
    return make(
      "figure",
      { className: "array confusion" },
      make(
        "figcaption",
        {},
        make("b", {}, "Confusion matrix"),
        "row: the true digit, column: the answer",
      ),
      make("div", { className: "axes" }, digits(), digits(), this.matrix.element),
      this.cell,
    );
  }

  #sizes({ run }) {
    const sizes = run ? [run.training, run.validation] : [];
    for (const [i, size] of sizes.entries())
      this.sizes[i].textContent = ` Your run: ${whole(size)}.`;
    if (!run) for (const each of this.sizes) each.textContent = "";
  }

  #metric() {
    const words =
      "A notebook printed “90.006 %” for its network. It computed 1 − mean |rounded probability − one-hot|. Nine of the ten entries should be 0, so ten zeros have nine of ten right.";
    return make(
      "section",
      { className: "origin" },
      make("h3", {}, "90 % without any answer"),
      make("p", {}, words),
      this.figures,
    );
  }
}

/** The digits along a side of the matrix. */
const digits = () =>
  make(
    "ol",
    { "aria-hidden": "true" },
    ...Array.from({ length: 10 }, (_, i) => make("li", {}, String(i))),
  );
