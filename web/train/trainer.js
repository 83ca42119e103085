// The play loop: asks Python for a slice of training, shows it, and asks again. To pause, it stops asking.

import { PythonError } from "../python/errors.js";

/** A slice is short, so that a reading of the drawing slips in between two of them. */
const SLICE_MS = 50;
/** While the pen is down: what it draws is to be answered within three frames. */
const QUICK_SLICE_MS = 10;

/** Its name in Python. */
const RUN = "train";

/** @typedef {"off" | "idle" | "fetching" | "running" | "paused" | "testing" | "finished"} Phase */

export class Trainer {
  /** @type {Phase} */
  phase = "off";
  /** What is known of the run's network and images, null without a run. */
  run = null;
  /** Where the run stands: the last slice's answer. */
  at = null;
  /** What is waited for. @type {{text: string, loaded?: number, total?: number} | null} */
  waiting = null;
  #stop = new AbortController();
  #going = null;
  /** Whether the run's network, as it is now, has been tested. */
  #tested = false;

  /**
   * @param {import("../python/python.js").Python} python
   * @param {import("../python/images.js").MnistImages} images
   * @param {() => Record<string, unknown>} readSettings
   * @param {any} view asked: drawing, reading; told of everything: changed(), started(settings), learned(slice), scored(score), failed(error)
   */
  constructor(python, images, readSettings, view) {
    this.python = python;
    this.images = images;
    this.readSettings = readSettings;
    this.view = view;
  }

  get #sliceMs() {
    return this.view.drawing ? QUICK_SLICE_MS : SLICE_MS;
  }

  get busy() {
    return this.#going !== null;
  }

  /** Whether the run has reached its last epoch and is tested. */
  get finished() {
    return Boolean(this.at?.done) && this.#tested;
  }

  /** The number of epochs if the run is continued for as many as at first. */
  get prolonged() {
    return this.at.epoch + this.run.epochs;
  }

  /** Train, or Pause if it trains. */
  toggle() {
    return this.busy
      ? this.pause()
      : this.#alone((signal) => this.#train(Number.MAX_SAFE_INTEGER, signal));
  }

  /** One step. */
  step() {
    if (!this.busy) return this.#alone((signal) => this.#train(1, signal));
  }

  pause() {
    this.#stop.abort();
    return this.#going;
  }

  /** Drops the run; settings and drawing stay. */
  async reset() {
    await this.pause();
    await this.#alone(async () => {
      await this.python.call("drop", RUN);
      this.forget("idle");
    });
  }

  /** Measures the accuracy of a network on the test set. @param {"mine" | "shipped"} which */
  measure(which) {
    if (!this.busy) return this.#alone((signal) => this.#test(which, signal, this.phase));
  }

  /** Passes on settings that may change during training. */
  async change(values) {
    if (!this.run) return;
    this.at = { ...this.at, ...(await this.python.call("change", RUN, values)) };
    if (this.phase === "finished" && !this.at.done) this.phase = "paused"; // there is more to learn
    this.view.changed();
  }

  /** Forgets the run on the page, as when Python was started anew. @param {Phase} phase */
  forget(phase) {
    this.run = this.at = null;
    this.#to(phase);
    this.view.started(null);
  }

  /** Does one thing at a time; errors go to the view. */
  #alone(work) {
    if (this.#going) return this.#going;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#going = Promise.resolve() // so that whoever is told of the work sees that it goes on
      .then(() => work(signal))
      .catch((error) => this.#rest(error))
      .finally(() => {
        this.#going = null;
        this.view.changed();
      });
    return this.#going;
  }

  async #train(limit, signal) {
    if (!this.run) await this.#prepare(signal);
    if (this.finished) return;
    this.#to("running");
    for (let steps = 0; steps < limit && !signal.aborted; ) {
      if (this.view.drawing) await this.view.reading; // the next movement finds Python free
      const slice = await this.python.call("train_for", RUN, this.#sliceMs, limit - steps);
      steps += slice.metrics.step.length;
      if (slice.images) this.#tested = false;
      this.at = slice;
      this.view.learned(slice);
      if (slice.failure) throw new PythonError(slice.failure);
      if (slice.done) return this.#test("mine", signal, "finished");
    }
    this.#to("paused");
  }

  async #prepare(signal) {
    const settings = this.readSettings();
    const { wrong, missing } = await this.python.call("check", settings);
    if (wrong.length) throw new PythonError(wrong[0]);
    this.#to("fetching");
    await this.images.bringParts(missing, this.#telling("Fetching training images"), signal);
    const facts = await this.python.call("begin", RUN, settings);
    this.run = { ...facts, epochs: Number(settings.epochs) };
    this.view.started(settings);
  }

  async #test(which, signal, then) {
    this.#to("testing");
    await this.images.bringTestSet(this.#telling("Fetching the test images"), signal);
    const name = which === "mine" ? RUN : "shipped";
    for (let [figures, anew] = [null, true]; !figures; anew = false) {
      signal.throwIfAborted();
      const found = await this.python.call("evaluate_for", name, this.#sliceMs, anew);
      const { count, of } = found;
      figures = found.figures;
      this.waiting = { text: `Testing on ${of} test images` };
      this.view.scored({ which, count, of, accuracy: figures?.test.truth ?? null });
    }
    this.#tested ||= which === "mine";
    this.#to(then);
  }

  /** Sets the phase after something was paused or has failed. */
  #rest(error) {
    if (!this.python.up) return this.forget("off");
    const reached = this.at?.done ? "finished" : "paused";
    this.#to(this.run ? reached : "idle");
    if (error.name !== "AbortError") this.view.failed(error);
  }

  #telling(text) {
    return (loaded, total, stalled) => {
      this.waiting = { text: stalled ? `Still waiting for ${stalled}` : text, loaded, total };
      this.view.changed();
    };
  }

  #to(phase) {
    this.phase = phase;
    this.waiting = null;
    this.view.changed();
  }
}
