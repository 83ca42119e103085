// Run, Step, Finish here, Reset; how many rows and steps, which seed; how far the runs are, in words.

import { make } from "../ui/dom.js";
import { Field } from "../ui/field.js";
import { duration, megabytes, whole } from "../ui/format.js";
import { write } from "../ui/write.js";
import { iconButton } from "./dom.js";
import { Pace } from "./pace.js";

/** While they run, the words change once a second: they are read aloud. */
const SPEAK_MS = 1000;

const LADDER = "10 20 50 100 200 500 1000";
const FIELDS = {
  rows: [
    "Rows",
    "1000 3000 5000 10000 20000 42000 60000",
    "The number of training images. Fewer take less time, and give other results.",
  ],
  steps: ["Steps", LADDER, "The number of updates of the weights. Fewer take less time."],
  atMost: [
    "Steps at most",
    LADDER,
    "A run with more steps ends early, with the epoch that reaches this number.",
  ],
  seed: [
    "Seed",
    "+1",
    "Where the random numbers start. The same seed gives the same curves, on the page and natively.",
  ],
};

export class Controls {
  /** Whether a field waits for Reset. */
  postponed = false;
  #pace = new Pace();
  #spoken = 0;
  #kind = "";

  /**
   * @param {string} name of the runs, for labels
   * @param {Record<"run" | "step" | "finish" | "reset", () => void> & {change: (field: string) => void}} does
   * @param {Record<string, number>} values of its fields, by their names in FIELDS
   */
  constructor(name, does, values) {
    this.run = iconButton("play", "Run", does.run, "primary");
    this.step = iconButton("step", "Step", does.step);
    this.finish = iconButton("end", "Finish here", does.finish);
    this.reset = iconButton("reset", "Reset", does.reset);
    const buttons = [this.run, this.step, this.finish, this.reset];
    this.fields = Object.keys(values).map((each) => new Field(fieldElement(each, ...FIELDS[each])));
    this.values = values;
    this.progress = make("progress", { max: 1, value: 0, "aria-label": `Progress of ${name}` });
    this.status = make("p", {
      className: "status",
      role: "status",
      "aria-label": `Status of ${name}`,
    });
    const boxes = this.fields.map(({ element }) => element);
    this.element = make(
      "div",
      { className: "controls" },
      make("div", { className: "buttons" }, ...buttons),
      make("div", { className: "fields" }, ...boxes),
      make("div", { className: "progress" }, this.progress, this.status),
    );
    this.element.addEventListener("change", ({ target }) =>
      does.change(target.closest("[data-field]").dataset.field),
    );
  }

  /** @returns {Record<string, number>} rows, steps and seed, unchecked */
  get values() {
    return Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
  }

  set values(values) {
    for (const field of this.fields) if (field.name in values) field.value = values[field.name];
  }

  /** @param {any} error @returns {boolean} whether it is a field's */
  complain(error) {
    const wrong = this.fields.find(({ name }) => name === error?.field);
    for (const field of this.fields) field.complain(field === wrong ? error.message : "");
    return wrong !== undefined;
  }

  /** Tells which fields wait for Reset. @param {Record<string, number> | null} running */
  postpone(running) {
    this.postponed = this.fields.some(({ name, value }) => running && running[name] !== value);
    for (const field of this.fields)
      field.postpone(running !== null && running[field.name] !== field.value);
  }

  /** @param {import("./runner.js").Runner} runner @param {string} plan what Run would do */
  show(runner, plan) {
    const { phase, busy, lanes, waiting, progress, finished } = runner;
    const off = phase === "off";
    write(this.run.lastChild, busy ? "Pause" : finished ? "Run again" : "Run");
    this.run.querySelector("use").setAttribute("href", busy ? "#i-pause" : "#i-play");
    this.run.disabled = off;
    this.step.disabled = off || busy || finished;
    this.finish.disabled =
      off || ![...lanes.values()].some(({ plan, resting }) => plan && !resting);
    this.reset.disabled = off || !lanes.size;
    if (phase !== "running") this.#pace.reset();
    const said = this.#say(phase, busy, words(runner, plan, this.#pace));
    if (!waiting?.total) this.progress.value = lanes.size ? progress : 0;
    else if (said) this.progress.value = waiting.loaded / waiting.total; // as the words have it
  }

  /** A slice has been trained. @param {import("./runner.js").Runner} runner */
  learned({ progress }) {
    this.#pace.add({ images: 0, seconds: 0, progress });
  }

  /** At once when something else begins; once a second while it goes on. @returns {boolean} whether now */
  #say(phase, busy, text) {
    const now = performance.now();
    const kind = `${phase} ${text.split(/[\d:·]/)[0]}`;
    if (busy && kind === this.#kind && now - this.#spoken < SPEAK_MS) return false;
    this.#kind = kind;
    this.#spoken = now;
    write(this.status, text);
    return true;
  }
}

function fieldElement(name, label, ladder, help) {
  const id = `notebooks-${name}-${crypto.randomUUID().slice(0, 8)}`;
  const element = make(
    "div",
    { className: "field", "data-field": name, "data-kind": "number", "data-ladder": ladder },
    make("label", { htmlFor: id }, label),
    make("input", { id, inputMode: "numeric", autocomplete: "off" }),
    make("p", { className: "help" }, help),
  );
  element.title = help;
  return element;
}

const DOING = {
  running: "Running",
  paused: "Paused",
  judging: "Evaluating on every set",
  finished: "Finished",
};

function words({ phase, waiting, lanes, recipes }, plan, pace) {
  if (phase === "off")
    return recipes.python.wanted ? "Waiting for Python" : "Python is not running";
  if (waiting)
    return `${waiting.text}${waiting.total ? `: ${megabytes(waiting.loaded, waiting.total)}` : ""}`;
  if (!DOING[phase]) return plan;
  const each = lanes.size > 3 ? [`${lanes.size} runs`] : [...lanes.values()].map(place);
  const left = phase === "running" ? pace.secondsLeft : Number.NaN;
  const time = Number.isFinite(left) ? [`${duration(left)} left`] : [];
  return [DOING[phase], ...each, ...time].join(" · ");
}

const place = ({ name, at, plan }) =>
  plan ? `${name}: step ${whole(at.step)} of ${whole(plan.steps)}` : `${name}: waiting`;
