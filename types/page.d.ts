// What the type checker can't see: modules that the build puts in place, and what browsers add.

declare module "*/vendor/uplot/uPlot.esm.js" {
  const uPlot: any;
  export default uPlot;
}
declare module "*/vendor/signals.js" {
  export * from "@preact/signals-core";
}
declare module "*/vendor/pyscript/core.js" {
  export const codemirror: Promise<any>;
}
declare module "*/vendor/pyodide/pyodide.mjs" {
  export const version: string;
  export function loadPyodide(options: object): Promise<any>;
}

/** Errors of Python's have more to say: see web/python/errors.js and web/files/integrity.js. */
interface Error {
  traceback?: string;
  field?: string;
  final?: boolean;
}

/** PyScript puts it there, some time after the script was added. */
interface HTMLScriptElement {
  xworker?: any;
}

/** Chromium only. */
interface HTMLIFrameElement {
  credentialless?: boolean;
}

/** The page's own events. */
interface DocumentEventMap {
  themewanted: CustomEvent<string>;
}

/** For the browser's console, and for tests: see web/app.js. */
declare var app: import("../web/app.js").App;
