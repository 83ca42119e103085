// What an address says, and how one is written; the browser's own history is a list here.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const visited = [];
Object.assign(globalThis, {
  addEventListener: (_type, listener) => {
    globalThis.changedElsewhere = listener;
  },
  location: {
    hash: "",
    replace(address) {
      this.hash = address;
    },
  },
  history: {
    pushState: (_state, _title, address) => {
      visited.push(`push ${address}`);
      location.hash = address;
    },
    replaceState: (_state, _title, address) => {
      visited.push(`replace ${address}`);
      location.hash = address;
    },
  },
});
globalThis.window = globalThis.parent = globalThis;
const { Address } = await import("../../web/address/address.js");

beforeEach(() => {
  visited.length = 0;
  globalThis.parent = globalThis.window;
});

function at(hash) {
  location.hash = hash;
  return new Address();
}

test("a view, what follows it, and the settings", () => {
  const address = at("#notebooks/002?v=1&rows=300&theme=dark&play=1");
  assert.equal(address.view, "notebooks");
  assert.equal(address.rest, "002");
  assert.equal(address.settings, "#notebooks/002?v=1&rows=300");
});

test("an address without settings has none", () => {
  assert.equal(at("#train?theme=dark&offline=off").settings, "");
  assert.equal(at("").settings, "");
  assert.equal(at("#train?").settings, "");
});

test("a percent sign that stands for nothing is taken as it is", () => {
  assert.equal(at("#%E0%A4%A/%").view, "%E0%A4%A");
  assert.equal(at("#na%C3%AFve/x").view, "naïve");
});

test("what lasts is in every link, behind the settings", () => {
  const address = at("#train?seed=5&hide=charts,footer&theme=dark");
  assert.equal(address.link("code"), "#code?hide=charts,footer&theme=dark");
  assert.equal(address.link("race?v=1&seed=7"), "#race?v=1&seed=7&hide=charts,footer&theme=dark");
  assert.equal(at("#train").link("code"), "#code");
});

test("a change of settings is a step, and several changes of the same are one", () => {
  const address = at("#train?v=1");
  address.step("train?v=1", "train?v=1&seed=3", "seed");
  address.step("train?v=1&seed=3", "train?v=1&seed=4", "seed");
  address.step("train?v=1&seed=4", "train?v=1&layers=64&seed=4", "hidden_layers");
  assert.deepEqual(visited, [
    "push #train?v=1&seed=3",
    "replace #train?v=1&seed=4",
    "push #train?v=1&layers=64&seed=4",
  ]);
});

test("after somebody else's change the same setting is a step of its own", () => {
  const address = at("#train?v=1");
  address.step("train?v=1", "train?v=1&seed=3", "seed");
  changedElsewhere();
  address.step("train?v=1&seed=3", "train?v=1&seed=4", "seed");
  assert.deepEqual(visited, ["push #train?v=1&seed=3", "push #train?v=1&seed=4"]);
});

test("the first step writes what was set before into an address that has no settings", () => {
  at("#train").step("train?v=1", "train?v=1&seed=3", "seed");
  assert.deepEqual(visited, ["replace #train?v=1", "push #train?v=1&seed=3"]);
});

test("in a frame nothing is pushed: Back belongs to the page around", () => {
  const address = at("#train?v=1");
  globalThis.parent = {};
  address.step("train?v=1", "train?v=1&seed=3", "seed");
  assert.deepEqual(visited, ["replace #train?v=1&seed=3"]);
});

test("nothing is written into the address of another view, nor what is there already", () => {
  const address = at("#code");
  address.step("train?v=1", "train?v=1&seed=3", "seed");
  address.fill("train?v=1");
  address.step("code?v=1", "code?v=1", "seed");
  assert.deepEqual(visited, []);
});

test("another place keeps the settings", () => {
  at("#Train/?epochs=3").correct("train");
  assert.equal(location.hash, "#train?epochs=3");
  at("#nonsense").correct("train");
  assert.equal(location.hash, "#train");
});

test("a whole address in place of this one brings what lasts, and keeps what it does not name", () => {
  const address = at("#train?theme=dark&hide=footer");
  address.replace("#race?rows=200&theme=light");
  assert.equal(location.hash, "#race?rows=200&theme=light&hide=footer");
  assert.deepEqual(address.lasting, ["theme=light", "hide=footer"]);
});
