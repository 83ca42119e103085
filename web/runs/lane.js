// One run among several: its plan, its progress and its results.

let count = 0;

export class Lane {
  /** Its name in Python: no other run has it, not even one in its place. */
  id = `lane ${++count}`;
  /** What the run is, once it has begun. @type {any} */
  plan = null;
  at = { step: 0, progress: 0, spent: 0, done: false, failure: null };
  /** Each step's loss and accuracy, as they came. */
  history = { step: [], loss: [], accuracy: [] };
  /** What its network is worth on each set. @type {Record<string, any> | null} */
  figures = null;
  /** Whether it was ended early. */
  cut = false;
  /** The step after which it ends. */
  until = Number.MAX_SAFE_INTEGER;
  /** The first step whose loss was no number. @type {number | null} */
  lostAt = null;

  /** @param {string} name @param {object} spec */
  constructor(name, spec) {
    this.name = name;
    this.spec = spec;
  }

  /** Whether it has no more steps to take. */
  get resting() {
    return this.cut || this.at.done || this.at.step >= this.until;
  }

  /** Lets it continue to its end if it was ended early. */
  goOn() {
    if (this.resting && !this.at.done) this.figures = null;
    this.cut = false;
    this.until = Number.MAX_SAFE_INTEGER;
  }

  /** @param {any} slice of training */
  take(slice) {
    const { metrics, failure, done } = slice;
    this.at = { ...slice, done: done || Boolean(failure) };
    if (metrics.step.length) this.figures = null;
    for (const name of ["step", "loss", "accuracy"]) this.history[name].push(...metrics[name]);
    const lost = metrics.loss.findIndex((loss) => Number.isNaN(loss));
    if (lost >= 0) this.lostAt ??= metrics.step[lost];
  }
}
