// What is downloaded and checked before Python starts; each file that is not sound is named.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";

const element = { setAttribute() {}, remove() {} };
globalThis.document = { addEventListener() {}, createElement: () => element };
globalThis.document.querySelector = () => element;
globalThis.indexedDB = { databases: () => new Promise(() => {}) }; // PyScript never comes that far
Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
const { Python } = await import("../../web/python/python.js");

const WANTED = [
  "interpreter.js",
  "kernel/simd.py",
  "pycore.zip",
  "pyscript.json",
  "python/forgetful.js",
  "python/handover.js",
  "python/life.js",
  "small.json",
  "small.npz",
  "vendor/pyodide/numpy-2.4.3-cp314-wasm32.whl",
  "vendor/pyodide/pyodide-lock.json",
  "vendor/pyodide/pyodide.asm.mjs",
  "vendor/pyodide/pyodide.asm.wasm",
  "vendor/pyodide/pyodide.mjs",
  "vendor/pyodide/python_stdlib.zip",
  "vendor/pyscript/core-1.js",
  "vendor/pyscript/core.js",
  "vendor/pyscript/error-2.js",
  "worker.py",
];
const LATER = ["data/train-00-images-idx3-ubyte.gz", "strong.npz", "vendor/pyscript/codemirror.js"];
const CONTENT = "\0asm\x01\0\0\0"; // it is compiled, too
const sha256 = createHash("sha256").update(CONTENT).digest("hex");
const listed = [...WANTED, ...LATER].map((path) => [path, { size: CONTENT.length, sha256 }]);
const MANIFEST = JSON.stringify({ version: "1", files: Object.fromEntries(listed) });

const asked = new Set();
const sent = new Map();
beforeEach(() => {
  asked.clear();
  sent.clear();
  mock.method(globalThis, "setTimeout", (act) => setImmediate(act));
  mock.method(globalThis, "clearTimeout", clearImmediate);
  mock.method(globalThis, "fetch", async (url) => {
    const path = url.slice(2);
    asked.add(path);
    const body = sent.get(path) ?? (path === "manifest.json" ? MANIFEST : CONTENT);
    const type = /\.m?js$/.test(path) ? "text/javascript" : "application/octet-stream";
    return new Response(body, { headers: { "content-type": type } });
  });
});
afterEach(() => mock.restoreAll());

const start = () =>
  new Python(
    () => {},
    () => {},
    () => {},
  ).start();

for (const path of WANTED)
  test(`${path} is checked`, async () => {
    sent.set(path, "\0asm\x02\0\0\0");
    await assert.rejects(start(), {
      message: `${path} is damaged: its checksum is not the expected one.`,
    });
    assert.ok(LATER.every((other) => !asked.has(other)));
  });

for (const [body, sentence] of [
  ["<!doctype html>", "manifest.json is incomplete or is another file."],
  [MANIFEST.slice(0, 80), "manifest.json is incomplete or is another file."],
  ['{"version": "1", "files": {}}', "This site was built without small.npz."],
])
  test(`a list of files ${body.slice(0, 40)} is told`, async () => {
    sent.set("manifest.json", body);
    await assert.rejects(start(), { message: sentence });
  });
