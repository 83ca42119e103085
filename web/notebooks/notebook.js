// One notebook: its aim, its runs side by side, its defects, its figures, its mathematics.

import { ACCURACY, LOSS } from "../charts/quantities.js";
import { Curves } from "../runs/curves.js";
import { chartPlace, section } from "../runs/dom.js";
import { Figures } from "../runs/figures.js";
import { Runs } from "../runs/runs.js";
import { make } from "../ui/dom.js";
import { whole } from "../ui/format.js";
import { unfold } from "../ui/unfold.js";
import { write } from "../ui/write.js";
import { Defects } from "./defects.js";
import { maths } from "./maths.js";
import { Samples } from "./samples.js";

const WRITTEN = "as written";
const MEANT = "as meant";
const SWITCHED = "as switched";
const LINES = [
  { name: WRITTEN, colour: "--written", width: 2 },
  { name: MEANT, colour: "--meant", width: 2 },
  { name: SWITCHED, colour: "--switched", width: 2, dash: [6, 4] }, // so that what it covers is seen
];
const PRINTED = { name: "printed", colour: "--ink", dots: () => true };

export class Notebook extends Runs {
  #open = false;

  /**
   * @param {any} chapter @param {import("../app.js").App} page
   * @param {(runner: import("../runs/runner.js").Runner) => void} onChange
   */
  constructor(chapter, page, onChange) {
    const { rows, steps } = chapter.plan;
    super(`notebook ${chapter.number}`, { rows, steps, seed: 0 }, page);
    this.chapter = chapter;
    this.onChange = onChange;
    this.lost = make("p", { className: "fine lost", role: "status" });
    this.accuracy = this.#chart(
      "Accuracy on the training rows",
      ACCURACY,
      chapter.printed.accuracy,
    );
    this.loss = this.#chart("Loss", LOSS, chapter.printed.loss);
    this.accuracy.beside = this.loss;
    this.loss.beside = this.accuracy;
    this.defects = new Defects(chapter, () => this.#turn());
    this.figures = new Figures(chapter);
    this.samples = new Samples(chapter, this.recipes, page.train.images);
    this.element = this.#layOut();
    this.changed();
  }

  up() {
    this.samples.up = true;
    return super.up();
  }

  down() {
    this.samples.up = false;
    return super.down();
  }

  /** Draws the charts. Only now, because their colours come from the page. */
  open(uPlot) {
    if (this.#open) return;
    this.#open = true;
    for (const curves of [this.accuracy, this.loss]) curves.open(uPlot);
  }

  // What the runner tells:

  changed() {
    super.changed();
    const told = [...this.runner.lanes.keys()].map((name) => [name, this.accuracy.value(name)]);
    this.defects.stand(told);
    this.onChange(this.runner);
  }

  began({ name, plan }) {
    const noisy = plan.batch < plan.rows;
    for (const curves of [this.accuracy, this.loss]) curves.begin(name, noisy);
  }

  learned({ name }, { metrics: { step, accuracy, loss } }) {
    this.accuracy.append(name, step, accuracy);
    this.loss.append(name, step, loss);
    this.#tellLost();
    super.learned();
  }

  judged() {
    this.figures.show([...this.runner.lanes.values()]);
  }

  // What the visitor does:

  enter() {
    this.runner.set(WRITTEN, this.#runOf(this.chapter.asWritten));
    this.runner.set(MEANT, this.#runOf([]));
    if (this.#other) this.runner.set(SWITCHED, this.#runOf(this.defects.on));
  }

  take({ switches, ...quantities }) {
    super.take(quantities);
    this.defects.on = switches ?? this.chapter.asWritten;
    if (this.quantities) this.#show();
  }

  clear() {
    for (const curves of [this.accuracy, this.loss]) curves.forget();
    this.figures.show([]);
    super.clear();
    this.#tellLost();
  }

  /** A switch has been turned: its effect is shown at once. */
  #turn() {
    if (this.runner.phase === "off") return;
    this.#show();
    this.reconsider("switches");
  }

  #show() {
    for (const curves of [this.accuracy, this.loss]) curves.forget(SWITCHED);
    this.ready();
    if (this.#other) this.runner.set(SWITCHED, this.#runOf(this.defects.on));
    else this.runner.drop(SWITCHED);
    this.#tellLost();
    this.judged();
    this.runner.catchUp();
    this.changed();
  }

  /** Whether the switches are neither as written nor as meant. */
  get #other() {
    const { on } = this.defects;
    return on.length > 0 && [...on].sort().join() !== this.chapter.asWritten.join();
  }

  #runOf(switches) {
    const { number, plan } = this.chapter;
    const { rows, steps, seed } = this.quantities ?? this.controls.values;
    const spec = { number, switches, rows, seed };
    return steps === plan.steps ? spec : { ...spec, steps };
  }

  get spec() {
    const switches = this.#other ? this.defects.on : undefined; // in Python None, which null is not
    return { number: this.chapter.number, switches, ...this.controls.values };
  }

  words({ steps, rows, heldOut }) {
    const out = heldOut ? `, ${whole(heldOut)} held out` : "";
    return `Ready: ${whole(steps)} steps on ${whole(rows)} rows${out}`;
  }

  /** Says from which step a run's loss is NaN, and why a run has stopped. */
  #tellLost() {
    const lanes = [...this.runner.lanes.values()];
    const lost = lanes.filter(({ lostAt }) => lostAt);
    const ended = lanes.filter(({ at }) => at.failure);
    const sentences = [
      ...lost.map(({ name, lostAt }) => `${name}: the loss is NaN from step ${whole(lostAt)} on.`),
      ...ended.map(({ name, at }) => `${name}: ${at.failure.message}`),
    ];
    write(this.lost, sentences.join(" "));
  }

  #chart(title, quantity, printed) {
    const figure = chartPlace(title);
    const some = printed.step.length > 0;
    const curves = new Curves(figure, quantity, some ? [...LINES, PRINTED] : LINES);
    if (some) curves.mark(PRINTED.name, printed);
    return curves;
  }

  #layOut() {
    const { chapter } = this;
    const charts = make("div", { className: "charts" }, this.accuracy.figure, this.loss.figure);
    const question = make(
      "details",
      { className: "question" },
      make("summary", {}, chapter.question),
      make("p", {}, chapter.answer),
    );
    return make(
      "article",
      { className: "notebook", "aria-label": `Notebook ${chapter.number}` },
      head(chapter),
      this.controls.element,
      make("p", { className: "fine" }, PATIENCE),
      this.notice.element,
      this.note,
      charts,
      this.lost,
      share(this),
      this.figures.element,
      this.defects.element,
      section("A question to try", "Think, try it above, then open the answer.", question),
      this.samples.element,
      maths(chapter),
    );
  }
}

const PATIENCE =
  "Fewer rows or steps take less time. You can also finish early: the results are kept, and Run continues.";

/** @param {Notebook} notebook */
function share(notebook) {
  const place = make(
    "details",
    { className: "share unfolds" },
    make("summary", {}, "Share or copy as …"),
  );
  const load = async () => (await import("../share/notebook.js")).open(place, notebook);
  unfold(place, load, () =>
    notebook.notice.show("“Share” could not be loaded. Open it again to try again."),
  );
  return place;
}

function head({ number, title, aim, plan, rates }) {
  const facts = [
    ["Network", plan.layers.join("–")],
    ["Parameters", whole(plan.parameters)],
    ["Rows", whole(plan.rows)],
    ["Steps", `${whole(plan.steps)}, full-batch`],
    ["Learning rate", rates],
  ];
  const list = facts.map(([name, value]) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value)),
  );
  return make(
    "header",
    { className: "view-head" },
    make("h2", {}, `${number} · ${title}`),
    make("p", {}, aim),
    make("dl", { className: "facts" }, ...list),
  );
}
