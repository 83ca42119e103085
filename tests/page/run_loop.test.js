// The loop that trains, with a Python that counts: phases, slices, pause, step, early finish, faults.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RunLoop } from "../../web/runs/run_loop.js";
import { effect } from "../../web/state/observe.js";

/** A slice takes so many steps; a run has as many as its spec says. */
const SLICE = 3;

class FakePython {
  up = true;
  runs = new Map();
  calls = [];
  /** Resolves while an answer is on its way. */
  meanwhile = async () => {};

  async call(name, id, ...args) {
    this.calls.push([name, id, ...args]);
    await null;
    if (!this.up) throw Object.assign(new Error("gone"), { name: "PythonGone" });
    const answer = this[name](id, ...args);
    await this.meanwhile(name, id);
    return answer;
  }

  train_for(id, _milliseconds, most) {
    const run = this.runs.get(id);
    const from = run.step;
    run.step = Math.min(run.steps, from + Math.min(SLICE, most));
    const step = Array.from({ length: run.step - from }, (_, i) => from + i + 1);
    const loss = step.map((each) => (each === run.lostAt ? Number.NaN : 1 / each));
    const metrics = { step, loss, accuracy: step.map(() => 0.5) };
    const failure = step.includes(run.failsAt)
      ? { type: "DivergedError", message: "far" }
      : undefined;
    return { metrics, failure, ...place(run) };
  }

  evaluate_for(id, _milliseconds, anew) {
    const run = this.runs.get(id);
    run.count = (anew ? 0 : run.count) + 100;
    const figures = run.count >= 200 ? { test: { truth: 0.9, images: 200 } } : undefined;
    return { count: run.count, of: 200, figures };
  }

  change(id, { steps }) {
    const run = this.runs.get(id);
    run.steps = steps;
    return place(run);
  }

  drop(id) {
    this.runs.delete(id);
  }
}

const place = ({ step, steps }) => ({
  step,
  progress: step / steps,
  done: step >= steps,
  spent: 0,
});

class FakeImages {
  hasTestSet = false;
  parts = [];
  async bringParts(parts, tell, signal) {
    tell(0, 10);
    await null;
    signal.throwIfAborted();
    this.parts.push(...parts);
  }
  async bringTestSet(_tell, signal) {
    signal.throwIfAborted();
    this.hasTestSet = true;
  }
}

function made(specs = { one: { steps: 10 } }) {
  const python = new FakePython();
  const images = new FakeImages();
  const told = { began: [], learned: [], diverged: [], failed: [] };
  const source = {
    async plan({ wrong, missing = [] }) {
      if (wrong) throw new Error(wrong);
      return { missing };
    },
    async begin(id, spec) {
      python.runs.set(id, { step: 0, count: 0, ...spec });
      return { steps: spec.steps };
    },
  };
  const listener = {
    drawing: false,
    reading: undefined,
    began: (run) => told.began.push(run.name),
    learned: (run, slice) => told.learned.push(run.name, ...slice.metrics.step),
    diverged: (run, failure) => {
      told.diverged.push(failure.message);
      run.failure = failure;
    },
    failed: (error) => told.failed.push(error.message),
  };
  const loop = new RunLoop(
    /** @type {any} */ (python),
    /** @type {any} */ (images),
    source,
    listener,
  );
  const phases = [];
  effect(() => {
    if (loop.phase !== phases.at(-1)) phases.push(loop.phase);
  });
  loop.start();
  for (const [name, spec] of Object.entries(specs)) loop.set(name, spec);
  return { python, images, told, listener, loop, phases, run: (name) => loop.runs.get(name) };
}

test("a run trains to its end, and is tested", async () => {
  const { loop, told, phases, run } = made();
  await loop.run();
  assert.deepEqual(told.learned, ["one", 1, 2, 3, "one", 4, 5, 6, "one", 7, 8, 9, "one", 10]);
  assert.deepEqual(phases, ["off", "idle", "running", "fetching", "testing", "finished"]);
  assert.equal(run("one").figures.test.truth, 0.9);
  assert.deepEqual(run("one").evaluated, { count: 200, of: 200 });
  assert.ok(loop.finished);
  assert.equal(loop.progress, 1);
  assert.equal(loop.busy, false);
});

test("the run that is furthest behind trains next", async () => {
  const { loop, told } = made({ short: { steps: 6 }, long: { steps: 12 } });
  await loop.run();
  const turns = told.learned.filter((each) => typeof each === "string");
  assert.deepEqual(turns, ["short", "long", "long", "short", "long", "long"]);
});

test("pause keeps what there is, and run goes on from there", async () => {
  const { loop, python, phases } = made();
  python.meanwhile = async (name) => {
    if (name === "train_for" && python.calls.length === 2) loop.pause();
  };
  await loop.run();
  assert.equal(loop.phase, "paused");
  assert.equal(loop.runs.get("one").at.step, 6);
  await loop.run();
  assert.equal(loop.phase, "finished");
  assert.equal(loop.runs.get("one").at.step, 10);
  assert.equal(phases.filter((phase) => phase === "idle").length, 1);
});

test("a step is one step of each run; the last one is followed by the test", async () => {
  const { loop, run } = made({ one: { steps: 2 }, two: { steps: 2 } });
  await loop.step();
  assert.deepEqual([run("one").at.step, run("two").at.step, loop.phase], [1, 1, "paused"]);
  await loop.step();
  assert.ok(loop.finished);
});

test("finish ends all early, and run continues them", async () => {
  const { loop, run } = made({ one: { steps: 9 }, two: { steps: 9 } });
  await loop.step();
  await loop.finish();
  assert.equal(loop.phase, "finished");
  assert.ok(run("one").figures && run("two").figures);
  assert.equal(loop.finished, false, "there is more to learn");
  loop.set("three", { steps: 9 });
  await loop.catchUp();
  assert.equal(run("three").at.step, 1, "it trains no further than the others");
  await loop.run();
  assert.deepEqual(
    [...loop.runs.values()].map(({ at }) => at.step),
    [9, 9, 9],
  );
  assert.ok(loop.finished);
});

test("figures are of the network as it is now", async () => {
  const { loop, run } = made();
  await loop.step();
  await loop.evaluate();
  assert.equal(run("one").figures.test.images, 200);
  assert.equal(loop.phase, "paused");
  await loop.step();
  assert.equal(run("one").figures, null);
  assert.deepEqual(run("one").evaluated, { count: 0, of: 0 });
});

test("a finished run goes on when a change gives it more to learn", async () => {
  const { loop, run } = made();
  await loop.run();
  await loop.change("one", { steps: 12 });
  assert.equal(loop.phase, "paused");
  await loop.run();
  assert.equal(run("one").at.step, 12);
  assert.ok(loop.finished);
});

test("pause while images are fetched leaves no run that has not begun", async () => {
  const { loop, images, phases } = made({ one: { steps: 5, missing: [0, 1] } });
  loop.run();
  await null;
  loop.pause();
  await loop.underway;
  assert.deepEqual(images.parts, []);
  assert.equal(loop.phase, "idle");
  assert.equal(loop.runs.size, 0);
  assert.ok(!phases.includes("paused"));
});

test("what is wrong with a run is told, and it is not kept", async () => {
  const { loop, told, listener } = made({ one: { steps: 5, wrong: "Rows: too many." } });
  const [events, { failed }] = [[], listener];
  effect(() => events.push(`${loop.runs.size} runs`));
  listener.failed = (error) => {
    events.push("failed");
    failed(error);
  };
  await loop.run();
  assert.deepEqual(events, ["1 runs", "0 runs", "failed"], "whoever shows it clears first");
  assert.deepEqual(told.failed, ["Rows: too many."]);
  assert.deepEqual([loop.phase, loop.runs.size], ["idle", 0]);
});

test("a run that diverged stops; the others go on", async () => {
  const { loop, told, run } = made({ bad: { steps: 9, failsAt: 2 }, good: { steps: 9 } });
  await loop.run();
  assert.deepEqual(told.diverged, ["far"]);
  assert.equal(run("bad").at.step, 3);
  assert.equal(run("good").at.step, 9);
  assert.ok(loop.finished);
});

test("the first NaN is remembered", async () => {
  const { loop, run } = made({ one: { steps: 9, lostAt: 5 } });
  await loop.run();
  assert.equal(run("one").lostAt, 5);
  assert.deepEqual(run("one").history.step, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("what comes of a run that was dropped meanwhile is not shown", async () => {
  const { loop, python, told } = made({ one: { steps: 9 }, two: { steps: 9 } });
  python.meanwhile = async (name) => {
    if (name === "train_for" && loop.runs.size === 2) loop.drop("one");
  };
  await loop.run();
  assert.ok(!told.learned.includes("one"));
  assert.equal(loop.phase, "finished");
  assert.equal(python.runs.size, 1);
});

test("reset drops all runs, in Python as well", async () => {
  const { loop, python } = made();
  loop.run();
  await new Promise((resolve) => setTimeout(resolve));
  await loop.reset();
  assert.deepEqual([loop.phase, loop.runs.size, python.runs.size], ["idle", 0, 0]);
  loop.set("one", { steps: 4 });
  await loop.run();
  assert.ok(loop.finished);
});

test("when Python is gone, so are the runs, and nothing more is told", async () => {
  const { loop, python, told } = made();
  await loop.step();
  python.up = false;
  await loop.run();
  assert.deepEqual([loop.phase, loop.runs.size, loop.busy], ["off", 0, false]);
  assert.deepEqual(told.failed, []);
});

test("one thing at a time: a second call means the first", async () => {
  const { loop, python } = made();
  const [one, other] = [loop.run(), loop.run()];
  assert.equal(one, other);
  await one;
  assert.equal(python.calls.filter(([name]) => name === "train_for").length, 4);
});

test("while the pen is down, slices are short and wait for the reading", async () => {
  const { loop, python, listener } = made();
  let read = false;
  listener.drawing = true;
  listener.reading = new Promise((resolve) =>
    setTimeout(() => {
      read = true;
      resolve();
    }),
  );
  await loop.step();
  assert.ok(read);
  assert.equal(python.calls.find(([name]) => name === "train_for")[2], 10);
});
