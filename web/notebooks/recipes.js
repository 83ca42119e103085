// Asks the Python side of these views, notebooks/*.py, which is brought to the worker when first needed.

const FILES = /^notebooks\/.*\.py$/;

export class Recipes {
  #ready = null;

  /** @param {import("../python.js").Python} python */
  constructor(python) {
    this.python = python;
  }

  /** Python is another one, or none. */
  forget() {
    this.#ready = null;
  }

  /** Calls a function of notebooks/__init__.py. @param {string} name @returns {Promise<any>} */
  async ask(name, ...args) {
    this.#ready ??= this.#bring();
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = null;
      throw error;
    }
    return this.python.call("ask", "notebooks", name, ...args);
  }

  async #bring() {
    const { python } = this;
    const paths = Object.keys(python.files).filter((path) => FILES.test(path));
    const contents = await python.fetchAll(paths, () => {});
    const files = Object.fromEntries(paths.map((path, i) => [path, contents[i]]));
    await python.call("add_code", "notebooks", files);
  }
}

/** One for both views of a page. @type {WeakMap<object, Recipes>} */
const known = new WeakMap();

/** @param {import("../python.js").Python} python @returns {Recipes} */
export function recipesOf(python) {
  if (!known.has(python)) known.set(python, new Recipes(python));
  return /** @type {Recipes} */ (known.get(python));
}
