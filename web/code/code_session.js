// The code that Python runs, edited. Its Python side lies beside this file.

import { PythonPackage } from "../python/python_package.js";
import { state } from "../state/page_state.js";

export class CodeSession {
  /** Whether a cell is being run. */
  running = false;

  /** @param {import("../app.js").App} page */
  constructor(page) {
    this.page = page;
    this.side = new PythonPackage(page.python, "code");
  }

  /** Python was restarted or has stopped, so nothing is edited. */
  forget() {
    this.side.forget();
    state.edited = [];
  }

  /** Calls a function of __init__.py. @param {string} name @returns {Promise<any>} */
  call(name, ...args) {
    return this.side.call(name, ...args);
  }

  /**
   * Uses the function that the text of a cell defines, and has the drawing read by it.
   * @returns {Promise<{output: string, raised: string, unread: Error | null}>} `unread`: why it was not read
   */
  async run(name, text) {
    this.running = true; // until the drawing has been read, its answer is that of other code
    try {
      const result = await this.call("run_cell", name, text, this.seen);
      state.edited = result.edited;
      return { ...result, unread: await this.page.codeChanged() }; // it may be another one again
    } finally {
      this.running = false;
    }
  }

  /** Brings the original of a function back, or of all. */
  async reset(name = "") {
    state.edited = (await this.call("reset", name)).edited;
    this.page.codeChanged();
  }

  /** What is drawn, and which network is to read it. */
  get seen() {
    return { which: state.reader, ink: this.page.reader.seen };
  }
}
