// How numbers are written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCURACY, LOSS } from "../../web/charts/quantities.js";
import { number, shapeText } from "../../web/explained/numbers.js";
import {
  aDigit,
  duration,
  fieldText,
  layersText,
  lossText,
  megabytes,
  percent,
  whole,
} from "../../web/ui/format.js";

/** @param {Function} write @param {[any, string][]} cases */
const writes = (write, cases) => {
  for (const [value, text] of cases) assert.equal(write(value), text);
};

test("whole numbers, shares, losses", () => {
  writes(whole, [
    [1234567.4, "1,234,567"],
    [0, "0"],
  ]);
  writes(percent, [
    [0.974, "97.4 %"],
    [1, "100.0 %"],
  ]);
  assert.equal(percent(0.974, 0), "97 %");
  writes(lossText, [
    [0.0999, "0.0999"],
    [0.1, "0.100"],
    [2.3, "2.300"],
  ]);
});

test("an eight, an eleven and an eighteen begin with a vowel", () => {
  const an = Array.from({ length: 90 }, (_, n) => n).filter((n) => aDigit(n).startsWith("an "));
  assert.deepEqual(an, [8, 11, 18, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89]);
});

test("bytes, layers and durations", () => {
  assert.equal(megabytes(3.14e6, 9.9e6), "3.1 of 9.9 MB");
  assert.equal(layersText([784, "conv16", 1000, 10]), "784–conv16–1,000–10");
  writes(duration, [
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [65, "1 min 5 s"],
    [-3, "0 s"],
  ]);
});

test("what a field shows", () => {
  writes(fieldText, [
    [60000, "60,000"],
    [0.0003, "0.0003"],
    [0, "0"],
  ]);
});

test("the screens' numbers are as short as can be told apart", () => {
  writes(number, [
    [3, "3"],
    [-3, "−3"],
    [0.12345, "0.123"],
    [12.345, "12.35"],
    [1e6, "1.00e+6"],
    [0.0001, "1.00e−4"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "−inf"],
  ]);
  assert.equal(shapeText([300]), "(300,)");
  assert.equal(shapeText([1, 300]), "(1, 300)");
});

test("the axis of a loss begins at 0, that of an accuracy ends at 1", () => {
  assert.deepEqual(LOSS.range([]), [0, 2.5]);
  assert.deepEqual(LOSS.range([1, 2]), [0, 2.1]);
  assert.deepEqual(ACCURACY.range([]), [0, 1]);
  assert.deepEqual(ACCURACY.range([0.85, 0.9]), [0.8, 1]);
});
