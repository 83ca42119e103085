// What can go wrong with Python, by name.

/** An error that Python raised, as a sentence, with what the form and the reader may want to know. */
export class PythonError extends Error {
  /** @param {{type: string, message: string, field?: string, traceback?: string, edited?: {name: string, line: number}}} error `edited`: where in a function that the reader has edited */
  constructor({ type, message, field, traceback, edited }) {
    super(edited ? `Your ${edited.name}, line ${edited.line}: ${type}: ${message}` : message);
    this.name = type;
    this.field = field;
    this.traceback = traceback;
  }
}

/** The worker was ended on purpose before it answered, so callers show no error. */
export class PythonGone extends Error {
  name = "PythonGone";
  message = "Python was stopped.";
}

/** What the browser or Pyodide says when Python stops, and our words for it. @type {[RegExp, string][]} */
const DEATHS = [
  [/exit/, "the code ended it"],
  [/call stack/, "a recursion was too deep"],
  [/out of bounds/, "the code read or wrote outside its memory"],
];

/** Python has stopped and cannot continue. */
export class PythonDied extends Error {
  name = "PythonDied";

  /** @param {string} [details] what was said at its end; nothing if its worker was killed */
  constructor(details) {
    const [, known] = DEATHS.find(([kind]) => kind.test(details)) ?? [];
    const how = details === undefined ? "the browser ended its worker" : known;
    super(how ? `Python stopped: ${how}.` : "Python crashed.");
    this.traceback = details;
  }
}

/** Python has no memory left. Its heap never shrinks: only a new worker frees it. */
export class MemoryFull extends PythonError {
  message = "Python stopped: it ran out of memory. Its memory is free again.";
}
