// Pyodide, as PyScript asks for it, made of what the page has downloaded and checked.

import { ensureDatabase } from "./python/forgetful.js";
import { takeOver } from "./python/handover.js";
import { hold } from "./python/life.js";
import { loadPyodide as load, version } from "./vendor/pyodide/pyodide.mjs";

await ensureDatabase(); // before PyScript opens one, which is when this has loaded

export { version };

globalThis.holdLife = hold; // for worker.py

const home = new URL("./", import.meta.url).href;
const folder = "vendor/pyodide/";
const files = await takeOver();

const { fetch } = globalThis;
globalThis.fetch = async (input, options) => {
  const path = String(input).startsWith(home) && String(input).slice(home.length);
  return files.has(path) ? new Response(await files.get(path)) : fetch(input, options);
};

/** Compiled in the page, while it was coming. */
const instantiate = async (_, imports) => {
  const module = await files.get(`${folder}pyodide.asm.wasm`);
  return { module, instance: await WebAssembly.instantiate(module, imports) };
};
Object.assign(WebAssembly, { instantiateStreaming: instantiate });

/** @param {object} options as PyScript has them; but it takes Pyodide's folder to be this file's */
export async function loadPyodide(options) {
  const createPyodideModule = run(await files.get(`${folder}pyodide.asm.mjs`));
  return load({ ...options, createPyodideModule, indexURL: home + folder });
}

/** What a module exports. To import it would be to ask for it again. @param {Uint8Array} bytes */
function run(bytes) {
  const url = `${home}${folder}pyodide.asm.mjs`;
  const code = new TextDecoder()
    .decode(bytes)
    .replaceAll("import.meta.url", JSON.stringify(url))
    .replace(/\bexport default (?=\w+;\s*$)/, "return ");
  return new Function(`"use strict";${code}\n//# sourceURL=${url}`)();
}
