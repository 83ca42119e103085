// One notebook: its aim, its runs side by side, its defects, its figures, its mathematics.

import { ACCURACY, LOSS } from "../charts/quantities.js";
import { Curves } from "../runs/curves.js";
import { chartPlace, section } from "../runs/dom.js";
import { Figures } from "../runs/figures.js";
import { notebookRunsOf } from "../runs/notebook_runs.js";
import { makeParts } from "../runs/parts.js";
import { RunView } from "../runs/run_view.js";
import { effect } from "../state/observe.js";
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

/** @extends {RunView<import("../ui/form.js").Form, import("../runs/notebook_runs.js").NotebookRuns>} */
export class Notebook extends RunView {
  #open = false;

  /** @param {any} chapter @param {import("../app.js").App} page */
  constructor(chapter, page) {
    const { number, plan } = chapter;
    const quantities = { rows: plan.rows, steps: plan.steps, seed: 0 };
    const change = (field) => this.reconsider(field);
    const parts = makeParts(`notebook ${number}`, quantities, change);
    super("notebooks", page, notebookRunsOf(page.python), parts);
    this.bar = parts.bar;
    this.chapter = chapter;
    this.lost = make("p", { className: "fine lost", role: "status" });
    this.accuracy = this.#chart(
      "Accuracy on the training rows",
      ACCURACY,
      chapter.printed.accuracy,
    );
    this.loss = this.#chart("Loss", LOSS, chapter.printed.loss);
    this.charts = [this.accuracy, this.loss];
    this.accuracy.beside = this.loss;
    this.loss.beside = this.accuracy;
    this.defects = new Defects(chapter, () => this.#turn());
    this.figures = new Figures(chapter);
    this.samples = new Samples(chapter, this.source, page.images);
    this.element = this.#layOut();
    this.watch();
  }

  watch() {
    super.watch();
    effect(() => this.figures.show([...this.loop.runs.values()]));
    effect(() => this.#stand());
    effect(() => this.#tellLost());
  }

  up(about) {
    this.samples.up = true;
    return super.up(about);
  }

  down() {
    this.samples.up = false;
    super.down();
  }

  /** Draws the charts. Only now, because their colours come from the page. */
  open(uPlot) {
    if (this.#open) return;
    this.#open = true;
    for (const chart of this.charts) chart.open(uPlot);
  }

  began({ name, facts }) {
    const noisy = facts.batch < facts.rows;
    for (const chart of this.charts) chart.begin(name, noisy);
  }

  learned(run, slice) {
    const { step, accuracy, loss } = slice.metrics;
    this.accuracy.append(run.name, step, accuracy);
    this.loss.append(run.name, step, loss);
    super.learned(run, slice);
  }

  enter() {
    this.loop.set(WRITTEN, this.#runOf(this.chapter.asWritten));
    this.loop.set(MEANT, this.#runOf([]));
    if (this.#other) this.loop.set(SWITCHED, this.#runOf(this.defects.on));
  }

  take({ switches, ...quantities }, from) {
    this.defects.on = switches ?? this.chapter.asWritten;
    if (this.loop.runs.size) this.#runSwitched();
    return super.take(quantities, from);
  }

  clear() {
    for (const chart of this.charts) chart.forget();
    super.clear();
  }

  /** A switch has been turned: its effect is shown at once. */
  #turn() {
    if (this.loop.phase === "off") return;
    this.#runSwitched();
    this.reconsider("switches");
  }

  #runSwitched() {
    for (const chart of this.charts) chart.forget(SWITCHED);
    this.notice.hide();
    this.ready();
    if (this.#other) this.loop.set(SWITCHED, this.#runOf(this.defects.on));
    else this.loop.drop(SWITCHED);
    this.loop.catchUp();
  }

  /** Whether the switches are neither as written nor as meant. */
  get #other() {
    const { on } = this.defects;
    return on.length > 0 && [...on].sort().join() !== this.chapter.asWritten.join();
  }

  #runOf(switches) {
    const { number, plan } = this.chapter;
    const { rows, steps, seed } = this.settings.running ?? this.settings.read();
    const spec = { number, switches, rows, seed };
    return steps === plan.steps ? spec : { ...spec, steps };
  }

  get spec() {
    const switches = this.#other ? this.defects.on : undefined; // in Python None, which null is not
    return { number: this.chapter.number, switches, ...this.settings.read() };
  }

  describe({ steps, rows, heldOut }) {
    const out = heldOut ? `, ${whole(heldOut)} held out` : "";
    return `Ready: ${whole(steps)} steps on ${whole(rows)} rows${out}`;
  }

  /** Beside the switches: where the accuracy of each run stands. */
  #stand() {
    const stands = ({ name, at }) => [name, at.step ? this.accuracy.value(name) : "–"];
    this.defects.stand([...this.loop.runs.values()].map(stands));
  }

  /** Says from which step a run's loss is NaN, and why a run has stopped. */
  #tellLost() {
    const runs = [...this.loop.runs.values()];
    const lost = runs.filter(({ at, lostAt }) => at.step && lostAt);
    const failed = runs.filter(({ failure }) => failure);
    const sentences = [
      ...lost.map(({ name, lostAt }) => `${name}: the loss is NaN from step ${whole(lostAt)} on.`),
      ...failed.map(({ name, failure }) => `${name}: ${failure.message}`),
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
      this.bar,
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
