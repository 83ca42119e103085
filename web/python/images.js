// MNIST, fetched when it is asked for: training images in parts, and the test set.

/** @typedef {(text: string, share: number) => void} Tell */

const pair = (stem) => [`data/${stem}-images-idx3-ubyte.gz`, `data/${stem}-labels-idx1-ubyte.gz`];
const partFiles = (part) => pair(`train-${String(part).padStart(2, "0")}`);

export class MnistImages {
  /** @param {import("./python.js").Python} python */
  constructor(python) {
    this.python = python;
    this.forget();
  }

  /** Python was restarted or has stopped. */
  forget() {
    this.hasTestSet = this.hasSamples = false;
    this.brought = new Set();
  }

  /** Bytes that these parts would take, less what has come. @param {number[]} parts */
  bytes(parts) {
    return parts
      .filter((part) => !this.brought.has(part))
      .flatMap(partFiles)
      .reduce((sum, path) => sum + (this.python.files[path]?.size ?? 0), 0);
  }

  /** What a plan says of them: "; 9.7 MB of images to fetch", or nothing. @param {number[]} parts */
  stillToFetch(parts) {
    const bytes = this.bytes(parts);
    return bytes ? `; ${(bytes / 1e6).toFixed(1)} MB of images to fetch` : "";
  }

  /**
   * Brings parts of the training images to Python.
   * @param {number[]} parts
   * @param {(loaded: number, total: number) => void} onBytes
   * @param {AbortSignal} signal
   */
  async bringParts(parts, onBytes, signal) {
    const files = await this.#fetch(parts.flatMap(partFiles), onBytes, signal);
    for (const [i, part] of parts.entries()) {
      signal.throwIfAborted();
      await this.python.call("add_part", part, files[2 * i], files[2 * i + 1]);
      this.brought.add(part);
    }
  }

  /** Brings the test set to Python, once. */
  async bringTestSet(onBytes, signal) {
    if (this.hasTestSet) return;
    const files = await this.#fetch(pair("t10k"), onBytes, signal);
    await this.python.call("add_test_set", ...files);
    this.hasTestSet = true;
  }

  /** Brings a few training images to Python, once, for views that only show some. */
  async bringSamples() {
    if (this.hasSamples) return;
    await this.python.call("add_samples", ...(await this.python.fetchAll(pair("sample"))));
    this.hasSamples = true;
  }

  #fetch(paths, onBytes, signal) {
    const tell = (state) => onBytes(state.loaded, state.total, state.stalled);
    return this.python.fetchAll(paths, tell, signal);
  }
}
