// One training, as the page knows it: what was asked for, where it stands, its results.

import { observe } from "../state/observe.js";

const START = { step: 0, progress: 0, spent: 0, done: false };
const FOR_EVER = Number.MAX_SAFE_INTEGER;

let count = 0;

export class Run {
  /** What Python has told of its network and its images, once it has begun. @type {any} */
  facts = null;
  /** Where it stands: the answer to the last slice. @type {any} */
  at = START;
  /** The images that its network, as it is now, has been evaluated on so far. */
  evaluated = { count: 0, of: 0 };
  /** The accuracy of its network, as it is now, on each set. @type {Record<string, any> | null} */
  figures = null;
  /** Each step's loss and accuracy. */
  history = { step: [], loss: [], accuracy: [] };
  /** The first step whose loss was NaN. @type {number | null} */
  lostAt = null;
  /** Why it can't be continued. @type {{message: string} | null} */
  failure = null;
  /** Whether it was finished early. */
  cut = false;
  /** The step after which it waits. */
  until = FOR_EVER;
  /** Whether it was dropped while Python worked at it. */
  dropped = false;

  /**
   * @param {string} name
   * @param {any} spec what Python is to begin
   * @param {string} [id] its name in Python: no other run has it, not even one in its place
   */
  constructor(name, spec, id = `run ${++count}`) {
    this.name = name;
    this.spec = spec;
    this.id = id;
    observe(this, "facts", "at", "evaluated", "figures", "failure", "cut");
  }

  /** Whether a slice of training has come. */
  get started() {
    return this.at !== START;
  }

  /** Whether it has reached its end. */
  get ended() {
    return this.at.done || this.failure !== null;
  }

  /** Whether it has no more steps to take for now. */
  get resting() {
    return this.cut || this.ended || this.at.step >= this.until;
  }

  /** Lets it continue to its end, if it was finished early. */
  resume() {
    if (this.resting && !this.ended) this.figures = null;
    this.cut = false;
    this.until = FOR_EVER;
  }

  /** @param {any} slice of training */
  add(slice) {
    const { metrics } = slice;
    for (const name of ["step", "loss", "accuracy"]) this.history[name].push(...metrics[name]);
    const lost = metrics.loss.findIndex((loss) => Number.isNaN(loss));
    if (lost >= 0) this.lostAt ??= metrics.step[lost];
    if (metrics.step.length) {
      this.figures = null;
      this.evaluated = { count: 0, of: 0 };
    }
    this.at = slice;
  }
}
