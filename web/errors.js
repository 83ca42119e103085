// What can go wrong with Python, by name.

/** An error that Python raised, as a sentence, with what the form and the reader may want to know. */
export class PythonError extends Error {
  /** @param {{type: string, message: string, field?: string, traceback?: string}} error */
  constructor({ type, message, field, traceback }) {
    super(message);
    this.name = type;
    this.field = field;
    this.traceback = traceback;
  }
}

/** The worker was ended before it answered. Whoever ended it has said so; who waited need not. */
export class PythonGone extends Error {
  name = "PythonGone";
}
