// The code that Python runs, edited. Its Python side, lab/, is brought to the worker when first needed.

const LAB = /^lab\/.*\.py$/;

export class Lab {
  /** The names of the functions that are edited, and so in use. @type {string[]} */
  edited = [];
  #ready = null;

  /**
   * @param {import("./app.js").App} page
   * @param {() => void} onEdited told when other functions are edited than before
   */
  constructor(page, onEdited) {
    Object.assign(this, { page, onEdited });
  }

  /** Python is another one, or none: nothing is edited there. */
  forget() {
    this.#ready = null;
    this.#use([]);
  }

  /** Calls a function of lab/__init__.py. @param {string} name @returns {Promise<any>} */
  async call(name, ...args) {
    this.#ready ??= this.#bring();
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = null;
      throw error;
    }
    return this.page.python.call("ask", "lab", name, ...args);
  }

  /** Uses the function that the text of a cell defines. @returns {Promise<{output: string, raised: string}>} */
  async run(name, text) {
    const result = await this.call("run_cell", name, text, this.seen);
    this.#use(result.edited);
    this.page.recoded(); // the same function may be another one again
    return result;
  }

  /** Brings the original of a function back, or of all. */
  async reset(name = "") {
    this.#use((await this.call("reset", name)).edited);
    this.page.recoded();
  }

  /** What is drawn, and which network is to read it. */
  get seen() {
    const { pad, reader } = this.page;
    const ink = pad.blank ? new Uint8Array() : reader.ink.picture(pad.strokes);
    return { which: reader.which, ink };
  }

  async #bring() {
    const { python } = this.page;
    const paths = Object.keys(python.files).filter((path) => LAB.test(path));
    const contents = await python.fetchAll(paths, () => {});
    await python.call("add_code", "lab", Object.fromEntries(zip(paths, contents)));
  }

  #use(edited) {
    this.edited = edited;
    this.onEdited();
  }
}

const zip = (keys, values) => keys.map((key, i) => [key, values[i]]);
