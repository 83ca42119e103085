// Has the drawing read: one reading at a time, always of the newest ink; what was overtaken is skipped.

import { state } from "../state/page_state.js";

const TINY = "The drawing is too small to read. Draw it larger.";

export class Reader {
  /** What kept the newest reading from being made, null if nothing did. @type {Error | null} */
  failure = null;
  #wanted = false;
  #reading = null;
  #working = null;
  /** Counts what a reading under way can be too old for. */
  #turn = 0;

  /**
   * @param {object} parts
   * @param {import("../python/python.js").Python} parts.python
   * @param {import("./pad.js").Pad} parts.pad
   * @param {import("./ink.js").Ink} parts.ink
   * @param {(reading: object | null, instead?: string) => void} parts.onReading null: there is no digit to read; what is said instead
   * @param {(error: Error) => void} parts.onError
   */
  constructor({ python, pad, ink, onReading, onError }) {
    this.python = python;
    this.pad = pad;
    this.ink = ink;
    this.onReading = onReading;
    this.onError = onError;
  }

  /** Whether all that was asked for has been read. */
  get settled() {
    return !this.#wanted && !this.#reading;
  }

  /** The reading under way, if there is one: resolves when its answer is shown. */
  get reading() {
    return this.#reading?.catch(() => {});
  }

  /** What is drawn, as ink for Python; empty if nothing is. */
  get seen() {
    return this.pad.blank ? new Uint8Array() : this.ink.picture(this.pad.marks);
  }

  /** The answer to a reading under way is wanted no longer: something else is to be read, or by another. */
  overtake() {
    this.#turn++;
  }

  /** Asks for a reading of what is drawn by then; resolves when all that was asked for is done. */
  request() {
    this.#wanted = true;
    this.#working ??= this.#work();
    return this.#working;
  }

  async #work() {
    await null; // so that whoever asks once more meanwhile is seen
    while (this.#wanted && this.python.up) {
      this.#wanted = false;
      this.#reading = this.#read();
      try {
        await this.#reading;
        this.failure = null;
      } catch (error) {
        this.failure = error;
        this.onError(error);
      }
      this.#reading = null;
    }
    this.#working = null;
  }

  async #read() {
    const turn = this.#turn;
    if (this.pad.blank) {
      this.onReading(null);
      return;
    }
    const found = await this.python.call("predict", this.seen, state.reader);
    if (turn !== this.#turn) return; // the next one is on its way
    const { digit = null, second = null, ...reading } = found; // Python's None comes as undefined
    if (reading.blank) this.onReading(null, reading.tiny ? TINY : undefined);
    else this.onReading({ digit, second, ...reading });
  }
}
