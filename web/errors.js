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

/** The worker was ended before it answered. Whoever ended it has said so; who waited need not. */
export class PythonGone extends Error {
  name = "PythonGone";
}
