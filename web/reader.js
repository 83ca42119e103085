// Has the drawing read: one reading at a time, always of the newest ink; what was overtaken is skipped.

export class Reader {
  /** "shipped" or "mine" */
  which = "shipped";
  #wanted = false;
  #reading = null;

  /**
   * @param {object} parts
   * @param {import("./python.js").Python} parts.python
   * @param {import("./pad.js").Pad} parts.pad
   * @param {import("./ink.js").Ink} parts.ink
   * @param {(reading: object | null) => void} parts.onReading null: there is no digit to read
   * @param {(error: Error) => void} parts.onError
   */
  constructor({ python, pad, ink, onReading, onError }) {
    Object.assign(this, { python, pad, ink, onReading, onError });
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

  /** Asks for a reading of what is drawn by then. */
  request() {
    this.#wanted = true;
    this.#work();
  }

  async #work() {
    if (this.#reading || !this.python.up) return;
    try {
      while (this.#wanted) {
        this.#wanted = false;
        this.#reading = this.#read();
        await this.#reading;
      }
    } catch (error) {
      this.onError(error);
    } finally {
      this.#reading = null;
    }
  }

  async #read() {
    if (this.pad.blank) {
      this.onReading(null);
      return;
    }
    const found = await this.python.call("predict", this.seen, this.which);
    const { digit = null, second = null, ...reading } = found; // Python's None comes as undefined
    this.onReading(reading.blank || this.pad.blank ? null : { digit, second, ...reading });
  }
}
