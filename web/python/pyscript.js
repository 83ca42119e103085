// The one place that knows PyScript: starts worker.py in a Web Worker and gets hold of its functions.

import { PythonError } from "./errors.js";
import { ensureDatabase } from "./forgetful.js";
import { handOver } from "./handover.js";
import { watchLife } from "./life.js";

/** PyScript's plugins that nothing here uses; unless they are named here, it fetches each. */
const UNUSED = ["deprecations-manager", "donkey", "py-editor", "py-game", "py-terminal"];

/** What PyScript does, and where it turns to in vain, when a policy of the server's own is in its way. */
const NEEDED = /^(eval|wasm-eval|blob|https:\/\/cdn\.)/;

/** Rejects where it is; the page's own policy allows all that is needed, and PyScript would wait forever. */
const forbidden = new Promise((_, reject) => {
  document.addEventListener("securitypolicyviolation", ({ disposition, blockedURI }) => {
    if (disposition !== "enforce" || !NEEDED.test(blockedURI)) return;
    const message =
      "The server forbids this page to start Python: the Content-Security-Policy that it sends must allow script-src 'unsafe-eval' 'wasm-unsafe-eval' and worker-src blob:.";
    reject(new PythonError({ type: "StartError", message }));
  });
});
forbidden.catch(() => {}); // it matters to who starts a worker

/**
 * @param {Map<string, Promise<unknown>>} files that it asks for, by path
 * @returns {{functions: Promise<any>, ended: Promise<void>, end: () => void}}
 *   `functions` are those that worker.py exports; `ended` resolves when the worker is dead
 */
export function startWorker(files) {
  const script = document.createElement("script");
  const attributes = { type: "py", worker: "", src: "./worker.py", config: "./pyscript.json" };
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  let broke;
  const ended = new Promise((resolve) => {
    broke = () => resolve(undefined);
  });
  const unwanted = new AbortController();
  const end = () => {
    unwanted.abort();
    script.xworker?.terminate();
    script.remove();
  };
  const functions = functionsOf(script, files, broke, unwanted.signal);
  return { functions: Promise.race([functions, forbidden]), ended, end };
}

async function functionsOf(script, files, broke, unwanted) {
  await importPyScript();
  unwanted.throwIfAborted();
  document.body.append(script);
  while (!script.xworker) await new Promise((resolve) => setTimeout(resolve, 4));
  if (unwanted.aborted) script.xworker.terminate(); // PyScript was about to start it
  unwanted.throwIfAborted();
  handOver(script.xworker, files);
  script.xworker.addEventListener("error", broke);
  script.xworker.onerror = () => {}; // `ready` rejects with the same error
  try {
    const { sync } = await script.xworker.ready;
    watchLife(sync, broke);
    return sync;
  } catch (error) {
    throw startError(error);
  }
}

/** PyScript itself; without the plugins, whoever asks for it first. */
export async function importPyScript() {
  for (const name of ["py-config", "mpy-config"]) {
    if (document.querySelector(name)) continue;
    const config = document.createElement(name);
    config.hidden = true;
    config.textContent = JSON.stringify({ plugins: UNUSED.map((plugin) => `!${plugin}`) });
    document.body.append(config);
  }
  await ensureDatabase();
  ensureChannel();
  return import("../vendor/pyscript/core.js");
}

/** Firefox denies channels to other tabs where it denies storage; PyScript opens one, and here never uses it. */
function ensureChannel() {
  try {
    new BroadcastChannel("pycore").close();
  } catch {
    globalThis.BroadcastChannel = /** @type {any} */ (EventTarget);
  }
}

/** Python ran, but could not import what it needs. @param {{message?: string}} error with a traceback */
function startError({ message = "" }) {
  const last = message.trim().split("\n").at(-1);
  const what = /numpy/i.test(last) ? "NumPy could not be loaded" : "Python could not start";
  return new PythonError({ type: "StartError", message: `${what}: ${last}`, traceback: message });
}
