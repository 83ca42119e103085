// Pyodide, as PyScript asks for it, for any server. A wasm file that is not sent as application/wasm would
// be refused by the browser, and Pyodide would wait for it forever; here it is given the type it should have.

import { ensureDatabase } from "./python/forgetful.js";
import { hold } from "./python/life.js";
import { loadPyodide as load, version } from "./vendor/pyodide/pyodide.mjs";

await ensureDatabase(); // before PyScript opens one, which is when this has loaded

export { version };

globalThis.holdLife = hold; // for worker.py

/** @param {object} options as PyScript has them; but it takes Pyodide's folder to be this file's */
export function loadPyodide(options) {
  return load({ ...options, indexURL: new URL("./vendor/pyodide/", import.meta.url).href });
}

const TYPE = "application/wasm";
const { instantiateStreaming } = WebAssembly;

WebAssembly.instantiateStreaming = async (source, imports) => {
  let response = await source;
  // Only then: the browser keeps compiled code for an answer that comes straight from the server.
  if (response.headers.get("content-type") !== TYPE)
    response = new Response(response.body, { headers: { "content-type": TYPE } });
  return instantiateStreaming(response, imports);
};
