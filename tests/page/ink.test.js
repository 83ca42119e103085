// Ink on the pad, by arithmetic: what is drawn bit by bit is what is drawn at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CELLS, Ink, SIDE } from "../../web/draw/ink.js";

const at = (picture, x, y) => picture[y * SIDE + x];
const inked = (picture) => picture.reduce((sum, value) => sum + (value > 0), 0);
const point = (x, y) => ({ x, y });

test("a single point is a dot as wide as the brush", () => {
  const picture = new Ink().picture([[point(140, 140)]]);
  assert.equal(at(picture, 140, 140), 255);
  assert.equal(at(picture, 140 + 9, 140), 255);
  assert.equal(at(picture, 140 + 12, 140), 0);
  assert.ok(Math.abs(inked(picture) - Math.PI * 11.5 ** 2) < 20);
});

test("a line is inked alike wherever it is drawn", () => {
  const along = new Ink().picture([[point(50, 100), point(150, 100)]]);
  const down = new Ink().picture([[point(100, 50), point(100, 150)]]);
  for (let i = 0; i < SIDE; i++)
    for (let j = 0; j < SIDE; j++) assert.equal(at(along, i, j), at(down, j, i));
});

test("a stroke that grows point by point is the stroke at once", () => {
  const points = [point(30, 40), point(80, 200), point(120, 60), point(200, 220), point(250, 30)];
  const ink = new Ink();
  const growing = [];
  const marks = [[point(10, 10), point(20, 20)], growing];
  for (const each of points) {
    growing.push(each);
    ink.picture(marks);
  }
  assert.deepEqual(ink.picture(marks), new Ink().picture([marks[0], [...points]]));
});

test("what is taken back is gone", () => {
  const ink = new Ink();
  const [first, second] = [[point(40, 40)], [point(200, 200)]];
  const before = ink.picture([first]);
  ink.picture([first, second]);
  assert.deepEqual(ink.picture([first]), before);
  assert.equal(inked(ink.picture([])), 0);
});

test("a stroke may leave the square and come back", () => {
  const picture = new Ink().picture([[point(-100, 140), point(400, 140)]]);
  assert.equal(at(picture, 0, 140), 255);
  assert.equal(at(picture, SIDE - 1, 140), 255);
  assert.equal(inked(new Ink().picture([[point(-50, -50)]])), 0);
});

test("a cell is its square, painted or erased, over what was there", () => {
  const width = SIDE / CELLS;
  const painted = { row: 2, column: 3, painted: true };
  const picture = new Ink().picture([painted]);
  assert.equal(inked(picture), width ** 2);
  assert.equal(at(picture, 3 * width, 2 * width), 255);
  assert.equal(at(picture, 4 * width, 2 * width), 0);
  const stroke = [point(0, 2.5 * width), point(SIDE, 2.5 * width)];
  const erased = new Ink().picture([stroke, { ...painted, painted: false }]);
  assert.equal(at(erased, 3.5 * width, 2.5 * width), 0);
  assert.equal(at(erased, 5 * width, 2.5 * width), 255);
});

test("a picture is laid over what is drawn, and ink stays where it is darker", () => {
  const ink = new Uint8Array(SIDE * SIDE).fill(7);
  const picture = new Ink().picture([[point(140, 140)], { ink, image: null }]);
  assert.equal(at(picture, 140, 140), 255);
  assert.equal(at(picture, 0, 0), 7);
});

test("only what is new is drawn: also after a cell was erased, and after undo", () => {
  const ink = new Ink();
  const look = (marks) => {
    const picture = ink.picture(marks);
    assert.deepEqual(picture, new Ink().picture(marks));
    assert.ok(picture.some(Boolean));
  };
  const bent = (x, y, i) => point(x + 5 * i, y + 60 * Math.sin(i / 5));
  const [first, second, third] = [[], [], []];
  for (let i = 0; i < 30; i++) {
    first.push(bent(60, 100, i));
    look([first]);
  }
  for (let i = 0; i < 30; i += 3) {
    second.push(bent(40, 180, i), bent(40, 180, i + 1), bent(40, 180, i + 2)); // read once in a while
    look([first, second]);
  }
  const erased = { row: 9, column: 6, painted: false };
  look([first, second, erased]);
  for (let i = 0; i < 30; i++) {
    third.push(bent(100, 190, i));
    look([first, second, erased, third]);
  }
  look([first, second]);
  look([first, second, { row: 2, column: 3, painted: true }]);
  const picture = new Uint8Array(SIDE * SIDE).map((_, i) => i % 256);
  look([{ ink: picture, image: null }, second]);
});
