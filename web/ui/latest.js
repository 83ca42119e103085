// One thing at a time, and always the newest: what was overtaken while it waited is skipped.

export class Latest {
  #next = null;
  #busy = false;

  /** @param {(error: Error) => void} onError */
  constructor(onError) {
    this.onError = onError;
  }

  /** @param {() => Promise<void>} work */
  async run(work) {
    this.#next = work;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next) {
        const now = this.#next;
        this.#next = null;
        await now();
      }
    } catch (error) {
      this.onError(error);
    } finally {
      this.#busy = false;
    }
  }
}
