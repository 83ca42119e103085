// Which versions of the site are kept, and which tab has which; the browser's caches are maps here.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, mock, test } from "node:test";
import { Versions } from "../../web/offline/versions.js";

class FakeCache {
  entries = new Map();
  keys = async () => [...this.entries.keys()].map((url) => ({ url }));
  match = async (key) => this.entries.get(key.url ?? key)?.clone();
  put = async (key, response) => void this.entries.set(key, response);
  delete = async (key) => this.entries.delete(key);
}

const SITE = "https://example.org/site/";
const stored = new Map();
globalThis.caches = {
  open: async (name) => stored.get(name) ?? stored.set(name, new FakeCache()).get(name),
  delete: async (name) => stored.delete(name),
};
const bytesOf = (text) => new TextEncoder().encode(text);
const listed = (contents) =>
  Object.fromEntries(
    Object.entries(contents).map(([path, text]) => [
      path,
      { size: text.length, sha256: createHash("sha256").update(text).digest("hex") },
    ]),
  );

const ONE = { version: "1", files: listed({ "app.js": "a", "worker.py": "w", "data/x.gz": "x" }) };
const TWO = { version: "2", files: listed({ "app.js": "b", "worker.py": "w", "data/x.gz": "x" }) };

let versions;
beforeEach(async () => {
  stored.clear();
  versions = new Versions(SITE);
  await versions.load();
});

/** Keeps files of a version. */
const keep = async ({ files }, contents) => {
  for (const [path, text] of Object.entries(contents))
    await versions.files.take(path, files, bytesOf(text));
};

test("a version lacks what it cannot do without; images come when they are asked for", async () => {
  const one = await versions.learn(ONE);
  assert.deepEqual((await versions.state(one)).needed, ["app.js", "worker.py"]);
  await keep(one, { "app.js": "a", "worker.py": "w" });
  const state = await versions.state(one);
  assert.deepEqual([state.needed, state.rest], [[], ["data/x.gz"]]);
});

test("what the newest version has, a new one must have, too", async () => {
  const one = await versions.complete(await versions.learn(ONE));
  await keep(one, { "app.js": "a", "worker.py": "w", "data/x.gz": "x" });
  const next = { version: "3", files: { ...TWO.files, ...listed({ "data/x.gz": "y" }) } };
  const three = await versions.learn(next);
  assert.deepEqual((await versions.state(three)).needed, ["app.js", "data/x.gz"]);
});

test("what two versions share is kept once", async () => {
  await keep(ONE, { "app.js": "a", "worker.py": "w" });
  assert.deepEqual([...(await versions.files.kept(TWO.files))], ["worker.py"]);
});

test("nothing wrong is ever put in", async () => {
  for (const text of ["b", "aa", ""])
    await assert.rejects(versions.files.take("app.js", ONE.files, bytesOf(text)), {
      name: "DownloadError",
    });
  assert.equal((await versions.files.kept(ONE.files)).size, 0);
});

test("a file that the server unpacks can be neither checked nor kept", async () => {
  const unpacked = new Uint8Array([0, 0, 8, 3]);
  await assert.rejects(versions.files.take("data/x.gz", ONE.files, unpacked), /unpacks data/);
});

test("a module is handed out with a type that browsers take", async () => {
  await keep(ONE, { "app.js": "a" });
  const answer = await versions.files.get("app.js", ONE.files);
  assert.equal(answer.headers.get("content-type"), "text/javascript");
  assert.equal(await answer.text(), "a");
});

test("the version completed last is the newest, even by a clock that stands still", async () => {
  mock.method(Date, "now", () => 1000);
  await versions.complete(await versions.learn(TWO));
  await versions.complete(await versions.learn(ONE));
  assert.equal(versions.newest.version, "1");
  mock.restoreAll();
});

test("one that is not complete is not handed out", async () => {
  await versions.learn(ONE);
  assert.equal(versions.newest, undefined);
});

test("another service worker reads what was written", async () => {
  await versions.complete(await versions.learn(ONE));
  await versions.bind("tab", ONE);
  const later = new Versions(SITE);
  await later.load();
  assert.equal(later.newest.version, "1");
  assert.deepEqual(later.of("tab").files, ONE.files);
  assert.equal(later.of("another"), undefined);
});

test("a version stays as long as a tab has it, or one that is just being opened", async () => {
  let now = 1_000_000;
  mock.method(Date, "now", () => now);
  await versions.complete(await versions.learn(ONE));
  await keep(ONE, { "app.js": "a", "worker.py": "w" });
  await versions.bind("tab", ONE);
  await versions.complete(await versions.learn(TWO));
  await keep(TWO, { "app.js": "b" });
  await versions.prune(new Set(["tab"]), "2");
  assert.equal(versions.of("tab").version, "1");
  await versions.prune(new Set(), "2"); // the browser does not list it yet
  assert.equal(versions.of("tab").version, "1");
  now += 60_001;
  await versions.prune(new Set(), "2");
  assert.equal(versions.of("tab"), undefined);
  assert.deepEqual([...versions.all.keys()], ["2"]);
  assert.deepEqual([...(await versions.files.kept(ONE.files))], ["worker.py"]); // the other has it
  assert.equal((await versions.files.kept(TWO.files)).size, 2);
  mock.restoreAll();
});

test("forgotten is everything of this site", async () => {
  await versions.complete(await versions.learn(ONE));
  await versions.forget();
  assert.equal(stored.size, 0);
  assert.equal(versions.newest, undefined);
});
