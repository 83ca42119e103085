// The Python side of the views "Notebooks" and "Race", which lies beside this file: one for both.

import { PythonPackage } from "../python/python_package.js";

export class NotebookRuns extends PythonPackage {
  /** @param {import("../python/python.js").Python} python */
  constructor(python) {
    super(python, "runs");
  }

  /** What the settings ask for, with their address; or what is wrong with them. @param {any} spec */
  async check(spec) {
    try {
      return {
        wrong: [],
        ...(await this.plan(spec)),
        address: await this.call("write_address", spec),
      };
    } catch (error) {
      if (!error.field) throw error;
      return { wrong: [error], missing: [] };
    }
  }

  plan(spec) {
    return this.call("plan", spec);
  }

  begin(id, spec) {
    return this.call("begin", id, spec);
  }

  readAddress(asked) {
    return this.call("read_address", asked);
  }
}

/** @type {WeakMap<object, NotebookRuns>} */
const known = new WeakMap();

/** @param {import("../python/python.js").Python} python @returns {NotebookRuns} */
export function notebookRunsOf(python) {
  if (!known.has(python)) known.set(python, new NotebookRuns(python));
  return known.get(python);
}
