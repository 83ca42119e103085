// The Python side of a view: the files of one folder, brought to the worker when first asked.

export class Side {
  #ready = null;

  /**
   * @param {import("./python.js").Python} python
   * @param {string} folder of the site: a package, whose functions can be called
   * @param {() => Promise<void>} [prepare] what is to be done once, before anything else is asked
   */
  constructor(python, folder, prepare = async () => {}) {
    Object.assign(this, { python, folder, prepare });
  }

  /** Python is another one, or none. */
  forget() {
    this.#ready = null;
  }

  /** Calls a function of the folder's `__init__.py`. @param {string} name @returns {Promise<any>} */
  async call(name, ...args) {
    this.#ready ??= this.#bring();
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = null;
      throw error;
    }
    return this.ask(name, ...args);
  }

  /** The same from `prepare`. */
  ask(name, ...args) {
    return this.python.call("ask", this.folder, name, ...args);
  }

  async #bring() {
    const { python, folder } = this;
    const mine = (path) => path.startsWith(`${folder}/`) && path.endsWith(".py");
    const paths = Object.keys(python.files).filter(mine);
    const contents = await python.fetchAll(paths);
    const files = Object.fromEntries(paths.map((path, i) => [path, contents[i]]));
    await python.call("add_code", folder, files);
    await this.prepare();
  }
}
