// What Python is made of, downloaded and checked. What has been checked is what runs: the worker is started as
// soon as what it needs itself is there, and is handed the rest as it comes.

import { downloadEach } from "../files/download.js";

/** What starts the worker, and what that imports: found again in the browser's cache. */
const STARTER =
  /^(vendor\/pyscript\/(core|error)[^/]*\.js|vendor\/pyodide\/pyodide\.mjs|interpreter\.js|python\/(forgetful|handover|life)\.js|worker\.py|pyscript\.json)$/;
/** What is handed over. A damaged runtime would never report itself: with a broken wasm file Pyodide waits forever. */
const PART = /^(vendor\/pyodide\/(?!pyodide\.mjs$)|kernel\/simd\.py$|pycore\.zip$)/;
const WASM = "vendor/pyodide/pyodide.asm.wasm";
/** What the page itself needs, and what must not be missing. */
const OWN = ["small.npz", "small.json", "pycore.zip"];

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{starter: Promise<unknown>, parts: Map<string, Promise<unknown>>, all: Promise<Map<string, Bytes>>}} Coming */

/**
 * @param {Record<string, import("../files/download.js").Entry>} files the manifest's
 * @param {(state: import("./python.js").BootState) => void} onState
 * @param {AbortSignal} signal
 * @returns {Coming} `starter` when the worker can be started, `parts` for it, `all` by path when all has come
 */
export function bringParts(files, onState, signal) {
  const listed = Object.keys(files).filter((path) => STARTER.test(path) || PART.test(path));
  const compiler = new Compiler();
  const onAnswer = (path, response) => path === WASM && compiler.begin(response);
  const paths = new Set([...OWN, ...listed]);
  const coming = downloadEach([...paths], files, onState, { signal, onAnswer });
  /** @type {Map<string, Promise<unknown>>} */
  const parts = new Map([...coming].filter(([path]) => PART.test(path)));
  if (parts.has(WASM)) parts.set(WASM, compiler.finish(coming.get(WASM)));
  const sound = async ([path, file]) => {
    await parts.get(path);
    return /** @type {[string, Bytes]} */ ([path, await file]);
  };
  const all = Promise.all([...coming].map(sound)).then((pairs) => new Map(pairs));
  const first = [...coming].filter(([path]) => STARTER.test(path));
  const starter = Promise.all(first.map(([, file]) => file));
  for (const each of [all, starter]) each.catch(() => {}); // it is no fault if nobody waits
  return { starter, parts, all };
}

/**
 * Compiles a file while it comes. Chromium keeps the compiled code for the next visits; but not of an answer
 * that was asked for by a `rel=preload`, so the page has none for this file.
 */
class Compiler {
  /** @type {Promise<WebAssembly.Module>} */
  #compiling;

  /** @param {Response} response of which it takes a copy */
  begin(response) {
    this.#compiling = WebAssembly.compileStreaming(response.clone());
    this.#compiling.catch(() => {}); // that is told when all has come, and is what it should be
  }

  /** Without streaming where that failed: some servers send wasm as another type. */
  async finish(file) {
    const bytes = await file;
    return this.#compiling.catch(() => WebAssembly.compile(bytes));
  }
}
