// One thing at a time, and always the newest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Latest } from "../../web/ui/latest.js";

test("what was overtaken while it waited is skipped", async () => {
  const done = [];
  const ways = [];
  const latest = new Latest(assert.fail);
  const work = (name) => () =>
    new Promise((resolve) => {
      ways.push(() => {
        done.push(name);
        resolve();
      });
    });
  const running = latest.run(work("first"));
  latest.run(work("second"));
  latest.run(work("third"));
  ways.shift()();
  await Promise.resolve();
  await Promise.resolve();
  ways.shift()();
  await running;
  assert.deepEqual(done, ["first", "third"]);
});

test("an error is told, and the next one runs", async () => {
  const told = [];
  const latest = new Latest(({ message }) => told.push(message));
  await latest.run(() => Promise.reject(new Error("broke")));
  await latest.run(async () => told.push("runs"));
  assert.deepEqual(told, ["broke", "runs"]);
});
