// The Python of a view: the files of one folder, brought to the worker when first asked. There it is a package
// of the same name as in this project, web.share: Python has a module `code` of its own.

export class PythonPackage {
  #ready = null;

  /**
   * @param {import("./python.js").Python} python
   * @param {string} folder of the site: a package, whose functions can be called
   * @param {() => Promise<void>} [prepare] what is to be done once, before anything else is asked
   */
  constructor(python, folder, prepare = async () => {}) {
    const name = `web.${folder.replaceAll("/", ".")}`;
    this.python = python;
    this.folder = folder;
    this.name = name;
    this.prepare = prepare;
  }

  /** Python was restarted or has stopped. */
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
    return this.python.call("ask", this.name, name, ...args);
  }

  async #bring() {
    const { python, folder, name } = this;
    const mine = (path) => path.startsWith(`${folder}/`) && path.endsWith(".py");
    const paths = Object.keys(python.files).filter(mine);
    const contents = await python.fetchAll(paths);
    const files = Object.fromEntries(paths.map((path, i) => [`web/${path}`, contents[i]]));
    await python.call("add_code", name, files);
    await this.prepare();
  }
}
