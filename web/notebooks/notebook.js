// One notebook: what it set out to do, its runs side by side, its defects, its figures, its mathematics.

import { make } from "../dom.js";
import { whole } from "../format.js";
import { Notice } from "../notice.js";
import { ACCURACY, LOSS } from "../quantities.js";
import { write } from "../write.js";
import { Controls } from "./controls.js";
import { Curves } from "./curves.js";
import { Defects } from "./defects.js";
import { chartPlace, section } from "./dom.js";
import { Figures } from "./figures.js";
import { maths } from "./maths.js";
import { Runner } from "./runner.js";
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

export class Notebook {
  /** The rows, steps and seed of the runs that are under way. @type {Record<string, number> | null} */
  #quantities = null;
  #plan = "";
  #open = false;
  /** What the address asks for, until it has been heeded. */
  #asked = "";
  /** The address of what is set. */
  #address = "";

  /**
   * @param {any} chapter @param {import("../side.js").Side} recipes
   * @param {import("../app.js").App} page @param {(runner: Runner) => void} onChange
   */
  constructor(chapter, recipes, page, onChange) {
    Object.assign(this, { chapter, recipes, page, onChange });
    this.runner = new Runner(recipes, page.train.images, this);
    const does = {
      run: () => this.#toggle(),
      step: () => this.#ready() && this.runner.step(),
      finish: () => this.runner.finish(),
      reset: () => this.#reset(),
      change: (field) => this.#reconsider(field),
    };
    const { rows, steps } = chapter.plan;
    this.controls = new Controls(`notebook ${chapter.number}`, does, { rows, steps, seed: 0 });
    this.notice = new Notice(make("div", { className: "notice", role: "alert", hidden: true }));
    this.lost = make("p", { className: "fine lost", role: "status" });
    this.accuracy = this.#chart("Accuracy on its own rows", ACCURACY, chapter.printed.accuracy);
    this.loss = this.#chart("Loss", LOSS, chapter.printed.loss);
    this.defects = new Defects(chapter, () => {
      this.#turn();
      this.#reconsider("switches");
    });
    this.figures = new Figures(chapter.said);
    this.samples = new Samples(chapter, recipes, page.train.images);
    this.element = this.#layOut();
    this.changed();
  }

  /** Whether the pen is down. */
  get drawing() {
    return this.page.pad.drawing;
  }

  async up() {
    this.samples.up = true;
    await this.#reset();
    if (this.#asked) await this.#heed();
  }

  async down() {
    await this.runner.reset("off");
    this.samples.up = false;
    this.#clear();
  }

  /** The address has changed. @param {string} asked what it asks for, empty if for nothing */
  async follow(asked) {
    this.#asked = asked;
    if (asked && this.runner.phase !== "off") await this.#heed();
  }

  /** Draws its charts from now on; only now, for their colours come from the page. */
  open(uPlot) {
    if (this.#open) return;
    this.#open = true;
    for (const curves of [this.accuracy, this.loss]) curves.open(uPlot);
  }

  // What the runner tells:

  changed() {
    this.controls.show(this.runner, this.#plan);
    this.controls.postpone(this.#quantities);
    const told = [...this.runner.lanes.keys()].map((name) => [name, this.accuracy.value(name)]);
    this.defects.stand(told);
    this.onChange(this.runner);
  }

  began({ name, plan }) {
    const noisy = plan.batch < plan.rows;
    for (const curves of [this.accuracy, this.loss]) curves.begin(name, noisy);
  }

  learned({ name }, { step, accuracy, loss }) {
    this.accuracy.append(name, step, accuracy);
    this.loss.append(name, step, loss);
    this.controls.learned(this.runner);
    this.#tellLost();
    this.changed();
  }

  judged() {
    this.figures.show([...this.runner.lanes.values()]);
  }

  failed(error) {
    if (error.name === "PythonGone" || this.controls.complain(error)) return;
    this.notice.show(error.message, undefined, error.traceback);
  }

  // What the visitor does:

  #toggle() {
    if (this.runner.busy) return this.runner.pause();
    if (this.#ready()) return this.runner.run();
  }

  /** Makes the runs, if there are none. */
  #ready() {
    this.notice.hide();
    if (this.#quantities) return true;
    this.#quantities = this.controls.values;
    this.runner.set(WRITTEN, this.#spec(this.chapter.asWritten));
    this.runner.set(MEANT, this.#spec([]));
    if (this.#other) this.runner.set(SWITCHED, this.#spec(this.defects.on));
    return true;
  }

  /** Sets what the address asks for; says what had to be changed to make sense of it. */
  async #heed() {
    try {
      const asked = await this.recipes.call("read_address", this.#asked);
      const { remarks, switches, ...quantities } = asked;
      this.#asked = "";
      this.controls.values = quantities;
      this.defects.on = switches ?? this.chapter.asWritten;
      if (this.#quantities) this.#turn();
      await this.#reconsider();
      if (remarks.length) this.notice.show(`The address was put right. ${remarks.join(" ")}`);
    } catch (error) {
      this.failed(error);
    }
  }

  /** A switch has been turned: its effect is shown at once. */
  #turn() {
    if (this.runner.phase === "off") return;
    for (const curves of [this.accuracy, this.loss]) curves.forget(SWITCHED);
    this.#ready();
    if (this.#other) this.runner.set(SWITCHED, this.#spec(this.defects.on));
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

  #spec(switches) {
    const { number, plan } = this.chapter;
    const { rows, steps, seed } = this.#quantities ?? this.controls.values;
    const spec = { number, switches, rows, seed };
    return steps === plan.steps ? spec : { ...spec, steps };
  }

  async #reset() {
    await this.runner.reset();
    this.#clear();
    await this.#reconsider();
  }

  #clear() {
    this.#quantities = null;
    this.notice.hide();
    for (const curves of [this.accuracy, this.loss]) curves.forget();
    this.#tellLost();
    this.figures.show([]);
    this.changed();
  }

  /** Checks what the fields say, and writes their address. @param {string} [changed] a field, or the switches */
  async #reconsider(changed) {
    if (this.runner.phase === "off") return;
    try {
      const plan = await this.recipes.call("plan", { ...this.#wanted, switches: [] });
      this.controls.complain(null);
      this.#plan = this.#words(plan);
      const before = this.#address;
      this.#address = await this.recipes.call("write_address", this.#wanted);
      if (changed) this.page.address.step(before, this.#address, changed);
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }

  get #wanted() {
    const switches = this.#other ? this.defects.on : undefined; // in Python None, which null is not
    return { number: this.chapter.number, switches, ...this.controls.values };
  }

  #words({ steps, rows, heldOut, missing }) {
    const out = heldOut ? `, ${whole(heldOut)} held out` : "";
    const fetch = this.page.train.images.stillToFetch(missing);
    return `Ready: ${whole(steps)} steps on ${whole(rows)} rows${out}${fetch}`;
  }

  /** Says from when on a run's loss is NaN, and why one has stopped. */
  #tellLost() {
    const lanes = [...this.runner.lanes.values()];
    const lost = lanes.filter(({ lostAt }) => lostAt);
    const ended = lanes.filter(({ at }) => at.failure);
    const sentences = [
      ...lost.map(({ name, lostAt }) => `${name}: the loss is NaN from step ${whole(lostAt)} on.`),
      ...ended.map(({ name, at }) => `${name}: ${at.failure}`),
    ];
    write(this.lost, sentences.join(" "));
  }

  #chart(title, quantity, printed) {
    const figure = chartPlace(title);
    const some = printed.step.length > 0;
    const curves = new Curves(figure, quantity, some ? [...LINES, PRINTED] : LINES);
    if (some) curves.mark(PRINTED.name, printed);
    curves.figure = figure;
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
      charts,
      this.lost,
      this.figures.element,
      this.defects.element,
      section("A question to try", "Think, try it above, then open the answer.", question),
      this.samples.element,
      maths(chapter),
    );
  }
}

const PATIENCE =
  "The whole takes minutes. For a first look take fewer rows or steps, or finish early: what has been found is kept, and Run goes on.";

function head({ number, title, aim, plan }) {
  const facts = [
    ["Network", plan.layers.join("–")],
    ["Numbers to learn", whole(plan.parameters)],
    ["Rows", whole(plan.rows)],
    ["Steps", `${whole(plan.steps)}, all rows in each`],
    ["Learning rate", String(plan.rate)],
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
