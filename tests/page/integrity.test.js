// What the server sends in place of a file is named in a sentence.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";
import { download, downloadAll, fetchManifest } from "../../web/files/download.js";
import { checkBytes, checkHead } from "../../web/files/integrity.js";
import { patiently } from "../../web/files/patience.js";

const BYTES = new TextEncoder().encode("0123456789".repeat(30));
const entryOf = (bytes) => ({
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});
const ENTRY = entryOf(BYTES);
const flipped = BYTES.with(7, 1);

let asked;
let answers;
beforeEach(() => {
  asked = [];
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  mock.method(globalThis, "setTimeout", (act) => setImmediate(act)); // no test waits between attempts
  mock.method(globalThis, "clearTimeout", clearImmediate);
  mock.method(globalThis, "fetch", async (_path, { cache }) => {
    asked.push(cache);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer();
  });
});
afterEach(() => mock.restoreAll());

const sends =
  (body, { status = 200, type = "application/octet-stream" } = {}) =>
  () =>
    new Response(body, { status, headers: { "content-type": type } });
const PAGE = sends("<!doctype html><p>Welcome", { type: "text/html" });
const broken = () =>
  new Response(
    new ReadableStream({ pull: (stream) => stream.error(new TypeError("network error")) }),
  );

const FAULTS = [
  ["pyodide.asm.wasm", sends("", { status: 404 }), /no pyodide\.asm\.wasm \(HTTP status 404\)/],
  [
    "pyodide.asm.wasm",
    sends(BYTES.subarray(0, 200)),
    /is incomplete or is another file: 200 bytes of 300, beginning with “0123456789012345”/,
  ],
  ["pyodide.asm.wasm", sends(""), /is incomplete or is another file: it is empty/],
  [
    "pyodide.asm.wasm",
    new TypeError("Failed to fetch"),
    /could not be reached for pyodide\.asm\.wasm/,
  ],
  ["pyodide.asm.wasm", broken, /The connection broke while pyodide\.asm\.wasm was coming/],
  ["pyodide.asm.wasm", PAGE, /a web page instead of pyodide\.asm\.wasm/],
  ["python_stdlib.zip", sends(flipped), /python_stdlib\.zip is damaged: its checksum/],
  [
    "x.mjs",
    sends(BYTES),
    /sends x\.mjs as “application\/octet-stream”; it must be “text\/javascript”/,
  ],
];

for (const [path, answer, sentence] of FAULTS)
  test(`${path}: ${sentence.source}`, async () => {
    answers = [answer];
    await assert.rejects(download(path, ENTRY, {}), { name: "DownloadError", message: sentence });
    // a type that is wrong stays wrong; all else is asked for again, past the browser's cache
    assert.deepEqual(asked, path === "x.mjs" ? ["default"] : ["default", "reload", "reload"]);
  });

test("a fault that passes is never seen", async () => {
  answers = [new TypeError("Failed to fetch"), sends(flipped), sends(BYTES)];
  const loaded = [];
  const bytes = await download("a.zip", ENTRY, { onBytes: (count) => loaded.push(count) });
  assert.deepEqual(bytes, BYTES);
  assert.equal(loaded.at(-1), 300);
  assert.ok(loaded.includes(0)); // begun anew
});

test("offline is said", async () => {
  answers = [new TypeError("Failed to fetch")];
  navigator.onLine = false;
  await assert.rejects(download("a.zip", ENTRY, {}), /This device is offline; a\.zip is needed/);
});

test("a script may have any type of script", () => {
  for (const type of [
    "text/javascript",
    "application/javascript",
    "text/ecmascript; charset=utf-8",
  ])
    checkHead("x.js", new Response("", { headers: { "content-type": type } }));
});

test("IDX data that a server has unpacked are taken; what else is in their place is not", async () => {
  await checkBytes("x.gz", new Uint8Array([0, 0, 8, 3, 0]), ENTRY);
  await assert.rejects(
    checkBytes("x.gz", new Uint8Array([0, 0, 9]), ENTRY),
    /beginning with 00 00 09/,
  );
});

test("of several files the sum is told, and one that can't be had ends the others", async () => {
  answers = [sends(BYTES)];
  const states = [];
  const files = { a: ENTRY, b: ENTRY };
  const both = await downloadAll(["a", "b"], files, (state) => states.push(state));
  assert.deepEqual(both, [BYTES, BYTES]);
  assert.equal(states[0].total, 600);
  assert.equal(states.at(-1).loaded, 600);
  await assert.rejects(
    downloadAll(["a", "c"], files, () => {}),
    /was built without c/,
  );
});

test("a list of files that is none is told", async () => {
  answers = [sends('{"version": "1", "fil')];
  await assert.rejects(fetchManifest({}), /manifest\.json is incomplete or is another file/);
  answers = [sends('{"version": "1", "files": {}}')];
  assert.deepEqual(await fetchManifest({}), { version: "1", files: {} });
});

test("what takes long is told again and again, until it has come", async () => {
  mock.restoreAll();
  mock.timers.enable({ apis: ["setInterval"] });
  let come;
  const told = [];
  const waiting = patiently(new Promise((resolve) => (come = resolve)), () => told.push("late"));
  mock.timers.tick(3999);
  assert.equal(told.length, 0);
  mock.timers.tick(4001);
  assert.equal(told.length, 2);
  come("here");
  assert.equal(await waiting, "here");
  mock.timers.tick(40_000);
  assert.equal(told.length, 2);
  mock.timers.reset();
});
