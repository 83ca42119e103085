// The loop that trains: it asks Python for a slice of training, shows it, and asks again. To pause, it stops
// asking. Of several runs, the one that is furthest behind trains next, so that their curves grow together.
// When all have ended, each is evaluated.

import { batch, observe } from "../state/observe.js";
import { Run } from "./run.js";

/** A slice is short, so that a reading of the drawing slips in between two of them. */
const SLICE_MS = 50;
/** While the pen is down: what it draws is to be answered within three frames. */
const QUICK_SLICE_MS = 10;

/** @typedef {"off" | "idle" | "fetching" | "running" | "paused" | "testing" | "finished"} Phase */

/**
 * Where runs come from. `plan` tells which parts of the training images are still to come, and throws what is
 * wrong with a run; `begin` begins it in Python.
 * @typedef {object} Source
 * @property {(spec: any) => Promise<{missing: number[]}>} plan
 * @property {(id: string, spec: any) => Promise<any>} begin
 */

/**
 * What is asked, and told: slices of training are a stream, which the charts append; all else is observed.
 * @typedef {object} Listener
 * @property {boolean} drawing whether the pen is down
 * @property {Promise<void> | undefined} reading the reading under way
 * @property {(run: Run) => void} began
 * @property {(run: Run, slice: any) => void} learned
 * @property {(run: Run, failure: any) => void} diverged
 * @property {(error: Error) => void} failed
 */

export class RunLoop {
  /** @type {Phase} */
  phase = "off";
  /** By name, in their order; a new map after each change. @type {ReadonlyMap<string, Run>} */
  runs = new Map();
  /** What is waited for. @type {{text: string, loaded?: number, total?: number} | null} */
  waiting = null;
  /** What is being done. @type {Promise<void> | null} */
  underway = null;
  #stop = new AbortController();
  /** The run whose evaluation is under way. @type {Run | null} */
  #evaluating = null;

  /**
   * @param {import("../python/python.js").Python} python
   * @param {import("../python/images.js").MnistImages} images
   * @param {Source} source
   * @param {Listener} listener
   */
  constructor(python, images, source, listener) {
    this.python = python;
    this.images = images;
    this.source = source;
    this.listener = listener;
    observe(this, "phase", "runs", "waiting", "underway");
  }

  get busy() {
    return this.underway !== null;
  }

  /** Whether there are runs, and all have reached their end. */
  get ended() {
    return this.runs.size > 0 && this.#every((run) => run.ended);
  }

  /** Whether all have reached their end and are evaluated. */
  get finished() {
    return this.ended && this.#every((run) => run.figures);
  }

  /** Whether a run has begun. */
  get begun() {
    return [...this.runs.values()].some((run) => run.facts);
  }

  /** The progress of all runs, 0 to 1. */
  get progress() {
    const fractions = [...this.runs.values()].map((run) => (run.resting ? 1 : run.at.progress));
    return fractions.reduce((sum, each) => sum + each, 0) / (fractions.length || 1);
  }

  /** Puts a run in its place, instead of what was there. @param {string} name @param {any} spec @param {string} [id] */
  set(name, spec, id) {
    const cut = [...this.runs.values()].filter((run) => run.cut);
    const run = new Run(name, spec, id);
    if (cut.length) run.until = Math.max(...cut.map(({ at }) => at.step)); // no further than they
    this.#forget(name);
    this.runs = new Map(this.runs).set(name, run);
  }

  /** @param {string} name */
  drop(name) {
    this.#forget(name);
    this.runs = new Map([...this.runs].filter(([each]) => each !== name));
  }

  /** Continues all runs, then evaluates them. */
  run() {
    for (const run of this.runs.values()) run.resume();
    return this.catchUp();
  }

  /** Continues those that have not ended and were not finished early. */
  catchUp() {
    return this.#alone(() => this.#work());
  }

  /** One step of each run. */
  step() {
    return this.busy ? this.underway : this.#alone(() => this.#stepAll());
  }

  /** Finishes all runs early, and evaluates them. */
  async finish() {
    await this.pause();
    for (const run of this.runs.values()) run.cut = true;
    return this.catchUp();
  }

  /** Evaluates the networks as they are. */
  evaluate() {
    return this.#alone(async () => {
      for (const run of this.runs.values())
        while (!run.figures && !run.dropped && !this.#stopped) await this.#evaluate(run);
    });
  }

  pause() {
    this.#stop.abort();
    return this.underway;
  }

  /** Drops all runs. */
  async reset() {
    await this.pause();
    for (const name of this.runs.keys()) this.#forget(name);
    this.#empty("idle");
  }

  /** Python is up, and knows no run. */
  start() {
    this.#empty("idle");
  }

  /** Python was restarted or has stopped, and the runs with it. */
  end() {
    this.#stop.abort();
    this.#empty("off");
  }

  /** Passes on settings that may change during training. @param {string} name @param {object} values */
  async change(name, values) {
    const run = this.runs.get(name);
    if (!run?.facts) return;
    const at = await this.python.call("change", run.id, values);
    batch(() => {
      run.at = { ...run.at, ...at };
      if (!this.busy) this.#settle(); // perhaps there is more to learn now
    });
  }

  /** Does one thing at a time; errors go to the listener. */
  #alone(work) {
    if (this.underway) return this.underway;
    this.#stop = new AbortController();
    this.#evaluating = null;
    this.underway = Promise.resolve() // so that whoever watches sees that it goes on
      .then(work)
      .catch((error) => this.#failed(error))
      .finally(() =>
        batch(() => {
          this.underway = null;
          this.#settle();
        }),
      );
    return this.underway;
  }

  async #work() {
    while (!this.#stopped) {
      const runs = [...this.runs.values()];
      const next = furthestBehind(runs) ?? runs.find((run) => !run.figures);
      if (!next) return;
      await (next.resting ? this.#evaluate(next) : this.#train(next));
    }
  }

  async #stepAll() {
    for (const run of this.runs.values()) {
      run.resume();
      const from = run.at.step;
      while (!run.resting && run.at.step === from && !this.#stopped) await this.#train(run, 1);
    }
    if (this.#every((run) => run.resting)) await this.#work(); // that was the last step
  }

  /** A slice of training. */
  async #train(run, most = Number.MAX_SAFE_INTEGER) {
    if (!run.facts) await this.#begin(run);
    if (run.dropped) return;
    if (this.listener.drawing) await this.listener.reading; // the next movement finds Python free
    this.#to("running");
    const left = Math.min(most, run.until - run.at.step);
    const slice = await this.python.call("train_for", run.id, this.#sliceMs, left);
    if (run.dropped) return;
    batch(() => {
      run.add(slice);
      this.listener.learned(run, slice);
    });
    if (slice.failure) this.listener.diverged(run, slice.failure);
  }

  async #begin(run) {
    const { missing } = await this.source.plan(run.spec);
    if (missing.length) {
      this.#to("fetching");
      await this.images.bringParts(missing, this.#tell("Fetching training images"), this.#signal);
    }
    const facts = await this.source.begin(run.id, run.spec);
    if (run.dropped) return this.#dropInPython(run);
    batch(() => {
      run.facts = facts;
      this.listener.began(run);
    });
  }

  /** A slice of evaluation: from the start, if another run's came last. */
  async #evaluate(run) {
    if (!run.facts) await this.#begin(run);
    if (run.dropped) return;
    if (!this.images.hasTestSet) this.#to("fetching");
    await this.images.bringTestSet(this.#tell("Fetching the test images"), this.#signal);
    this.#to("testing");
    const anew = this.#evaluating !== run;
    this.#evaluating = run;
    const found = await this.python.call("evaluate_for", run.id, this.#sliceMs, anew);
    if (run.dropped) return;
    batch(() => {
      run.evaluated = { count: found.count, of: found.of };
      run.figures = found.figures ?? null;
      this.waiting = { text: `Testing on ${found.of} images` };
    });
  }

  get #sliceMs() {
    return this.listener.drawing ? QUICK_SLICE_MS : SLICE_MS;
  }

  get #signal() {
    return this.#stop.signal;
  }

  get #stopped() {
    return this.#stop.signal.aborted;
  }

  #every(holds) {
    return [...this.runs.values()].every(holds);
  }

  #forget(name) {
    const run = this.runs.get(name);
    if (!run) return;
    run.dropped = true;
    if (run.facts) this.#dropInPython(run);
  }

  #dropInPython({ id }) {
    this.python.call("drop", id).catch(() => {}); // what is gone is dropped, too
  }

  #empty(phase) {
    batch(() => {
      for (const run of this.runs.values()) run.dropped = true;
      if (this.runs.size) this.runs = new Map(); // else nothing has changed
      this.#to(phase);
    });
  }

  /** What comes of a failure is told when the phase is that of rest. */
  #failed(error) {
    if (!this.python.up) return this.end();
    this.#settle();
    if (error.name !== "AbortError") this.listener.failed(error);
  }

  /** Where everything stands when nothing goes on. Runs of which none could begin are dropped. */
  #settle() {
    if (this.phase === "off") return;
    if (!this.begun) return this.#empty("idle");
    this.#to(this.#every((run) => run.resting && run.figures) ? "finished" : "paused");
  }

  #tell(text) {
    return (loaded, total, stalled) => {
      this.waiting = { text: stalled ? `Still waiting for ${stalled}` : text, loaded, total };
    };
  }

  #to(phase) {
    if (phase === this.phase) return;
    batch(() => {
      this.phase = phase;
      this.waiting = null;
    });
  }
}

/** @param {Run[]} runs @returns {Run | undefined} */
function furthestBehind(runs) {
  const going = runs.filter((run) => !run.resting);
  return going.sort((one, other) => one.at.progress - other.at.progress)[0];
}
