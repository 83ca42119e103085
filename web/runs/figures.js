// The accuracy of each run's network on every set, beside what the notebook's own code would report.

import { make } from "../ui/dom.js";
import { percent, whole } from "../ui/format.js";
import { section, table } from "./dom.js";

const SETS = { train: "training rows", held_out: "held-out rows", test: "MNIST’s test set" };
const HEAD = ["Run", "Evaluated on", "Accuracy", "Its own code reports"];

/** Below this number of images, 0.1 % is less than one image. */
const FEW = 1_000;

export class Figures {
  /** @param {{said: string, lesson: string}} chapter */
  constructor({ said, lesson }) {
    this.place = make("div");
    const quote = make("p", {}, make("b", {}, "The notebook reports: "), said);
    const why = lesson
      ? [make("p", { className: "lesson" }, make("b", {}, "As meant: "), lesson)]
      : [];
    this.element = section("Its report and the facts", "", quote, this.place, ...why);
    this.show([]);
  }

  /** @param {import("./run.js").Run[]} runs */
  show(runs) {
    const rows = runs.filter((run) => run.figures).flatMap(rowsOf);
    const wait =
      "The accuracies appear here when the runs have ended, or when you press Finish here.";
    this.place.replaceChildren(
      rows.length
        ? table("Figures of every run", HEAD, rows)
        : make("p", { className: "fine" }, wait),
    );
  }
}

function rowsOf({ name: run, facts, at, figures }) {
  const cut = at.step < facts.steps ? ` (${whole(at.step)} of ${whole(facts.steps)} steps)` : "";
  return Object.entries(SETS)
    .filter(([set]) => figures[set])
    .map(([set, name]) => {
      const { said, nan } = figures[set];
      return [`${run}${cut}`, name, rightOf(figures[set]), verdict(said, nan)];
    });
}

/** The accuracy; for few images also the number of right answers. @param {{truth: number, images: number}} score */
export function rightOf({ truth, images }) {
  const count = images < FEW ? ` (${Math.round(truth * images)} of ${images})` : "";
  return `${percent(truth, 2)}${count}`;
}

/** What the notebook's own code reports; NaN is shown as NaN. */
function verdict(said, nan) {
  const figure = said == null ? "no figure" : share(said);
  return nan ? `${figure}; ${whole(nan)} probabilities are NaN` : figure;
}

export const share = (value) => (Number.isNaN(value) ? "NaN" : percent(value, 2));
