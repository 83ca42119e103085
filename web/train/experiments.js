// The Python side of the view "Train": runs of an experiment. worker.py has it from the start.

import { PythonError } from "../python/errors.js";

export class Experiments {
  /** @param {import("../python/python.js").Python} python */
  constructor(python) {
    this.python = python;
  }

  /** What the settings ask for, with their address; or what is wrong with them. @param {any} settings */
  check(settings) {
    return this.python.call("check", settings);
  }

  async plan(settings) {
    const plan = await this.check(settings);
    if (plan.wrong.length) throw new PythonError(plan.wrong[0]);
    return plan;
  }

  begin(id, settings) {
    return this.python.call("begin", id, settings);
  }

  readAddress(asked) {
    return this.python.call("read_address", asked);
  }
}
