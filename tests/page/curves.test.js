// Curves of any length, averages, and the pace of a run.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { MovingAverage, Series } from "../../web/charts/series.js";
import { Pace, STALE_MS } from "../../web/runs/pace.js";

test("a long curve has at most a thousand points, and they are means", () => {
  const series = new Series();
  for (let step = 1; step <= 5000; step++) series.append(step, 2 * step);
  assert.ok(series.x.length < 1000);
  assert.equal(series.width, 8);
  assert.equal(series.x[0], 4.5); // of 1 to 8
  assert.equal(series.y[0], 9);
  assert.equal(series.x.at(-1), 4996.5); // of 4993 to 5000
});

test("a short curve is as it came", () => {
  const series = new Series();
  series.append(1, 5);
  series.append(2, 3);
  assert.deepEqual(
    [series.x, series.y],
    [
      [1, 2],
      [5, 3],
    ],
  );
});

test("a moving average begins with the first value and follows later ones slowly", () => {
  const average = new MovingAverage(10);
  assert.equal(average.add(4), 4);
  for (let i = 0; i < 100; i++) average.add(4);
  assert.ok(Math.abs(average.add(14) - 5) < 1e-9); // a tenth of the way
});

test("the pace is images by Python's seconds, the rest by the clock", () => {
  let now = 0;
  mock.method(performance, "now", () => now);
  const pace = new Pace();
  for (let i = 1; i <= 5; i++) {
    now = 1000 * i;
    pace.add({ images: 500, seconds: 0.25, progress: 0.1 * i });
  }
  assert.equal(pace.imagesPerSecond, 2000);
  assert.ok(Math.abs(pace.secondsLeft - 5) < 1e-9);
  assert.equal(pace.text, "2,000 images/s · 5 s left");
  now += STALE_MS + 1;
  assert.equal(pace.text, "waiting for Python");
  pace.reset();
  assert.equal(pace.text, "– images/s");
  mock.restoreAll();
});

test("only the last forty slices count", () => {
  const pace = new Pace();
  pace.add({ images: 1e9, seconds: 1, progress: 0 });
  for (let i = 0; i < 40; i++) pace.add({ images: 10, seconds: 1, progress: 0 });
  assert.equal(pace.imagesPerSecond, 10);
});
