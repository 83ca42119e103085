// What each run's network is worth on every set, beside what the notebook's own code would say of it.

import { make } from "../ui/dom.js";
import { percent, whole } from "../ui/format.js";
import { section, table } from "./dom.js";

const SETS = { train: "its own rows", held_out: "rows held out", test: "MNIST’s test set" };
const HEAD = ["Run", "Judged on", "Right answers", "Its own code says"];

/** Images of which a tenth of a per cent is no longer one. */
const FEW = 1_000;

export class Figures {
  /** @param {{said: string, lesson: string}} chapter */
  constructor({ said, lesson }) {
    this.place = make("div");
    const quote = make("p", {}, make("b", {}, "The notebook says: "), said);
    const why = lesson
      ? [make("p", { className: "lesson" }, make("b", {}, "As meant: "), lesson)]
      : [];
    this.element = section("What it says, and what is true", "", quote, this.place, ...why);
    this.show([]);
  }

  /** @param {import("./lane.js").Lane[]} lanes */
  show(lanes) {
    const rows = lanes.filter((lane) => lane.figures).flatMap(rowsOf);
    const wait = "When the runs have ended, or are finished early, each network is judged here.";
    this.place.replaceChildren(
      rows.length
        ? table("Figures of every run", HEAD, rows)
        : make("p", { className: "fine" }, wait),
    );
  }
}

function rowsOf(lane) {
  const { plan, at, figures } = lane;
  const cut = at.step < plan.steps ? ` (${whole(at.step)} of ${whole(plan.steps)} steps)` : "";
  return Object.entries(SETS)
    .filter(([set]) => figures[set])
    .map(([set, name]) => {
      const { said, nan } = figures[set];
      return [`${lane.name}${cut}`, name, rightOf(figures[set]), verdict(said, nan)];
    });
}

/** The share of right answers; of few images their count, too. @param {{truth: number, images: number}} score */
export function rightOf({ truth, images }) {
  const count = images < FEW ? ` (${Math.round(truth * images)} of ${images})` : "";
  return `${percent(truth, 2)}${count}`;
}

/** What is NaN is shown as what it is. */
function verdict(said, nan) {
  const figure = said == null ? "no figure" : share(said);
  return nan ? `${figure}; ${whole(nan)} probabilities are NaN` : figure;
}

export const share = (value) => (Number.isNaN(value) ? "NaN" : percent(value, 2));
