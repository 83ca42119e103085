// Runs before the page's own scripts, and watches it through `globalThis.app`: when one can draw, when
// a movement of the pen has reached the bars, how evenly frames come. Times are in milliseconds.

(() => {
  const probe = {
    /** Since the page was asked for: the pad takes ink; the bars show a reading. */
    drawable: null,
    answered: null,
    refused: null,
    /** From when the page heard of a movement, or from the movement, to the bars being set or shown. */
    heardToSet: [],
    set: [],
    shown: [],
    longTasks: [],
    /** A movement that no reading has taken up, and the one that the reading under way began with. */
    moved: null,
    reading: null,
  };
  globalThis.probe = probe;

  addEventListener("pointermove", (event) => event.buttons && moved(event), true);
  const moved = ({ timeStamp }) => {
    probe.moved ??= { at: timeStamp, heard: performance.now() };
  };

  let app;
  Object.defineProperty(globalThis, "app", {
    get: () => app,
    set(value) {
      app = value;
      probe.drawable = performance.now();
      const { bars, reader } = app;
      before(reader.ink, "picture", taken);
      after(bars, "show", () => answered("answered"));
      after(bars, "reset", () => answered("refused")); // too little ink to be a digit
    },
  });

  /** Ink was taken from the pad, to be read: all movements so far are in it. */
  function taken() {
    [probe.reading, probe.moved] = [probe.moved, null];
  }

  /** The bars were set. @param {"answered" | "refused"} how */
  function answered(how) {
    const now = performance.now();
    probe[how] ??= now;
    const from = probe.reading;
    probe.reading = null;
    if (from === null) return;
    probe.heardToSet.push(now - from.heard);
    probe.set.push(now - from.at);
    afterPaint(() => probe.shown.push(performance.now() - from.at));
  }

  /** Calls back when the next frame has been handed over: a message comes after the painting. */
  function afterPaint(callback) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = callback;
      port2.postMessage(null);
    });
  }

  function before(object, name, act) {
    const method = object[name].bind(object);
    object[name] = (...args) => {
      act();
      return method(...args);
    };
  }

  function after(object, name, act) {
    const method = object[name].bind(object);
    object[name] = (...args) => {
      method(...args);
      act();
    };
  }

  /** Times between frames, for so long. @param {number} seconds @returns {Promise<number[]>} */
  probe.frames = (seconds) =>
    new Promise((resolve) => {
      const intervals = [];
      let [first, last] = [null, null];
      const frame = (now) => {
        if (last !== null) intervals.push(now - last);
        first ??= now;
        last = now;
        if (now - first < 1000 * seconds) requestAnimationFrame(frame);
        else resolve(intervals);
      };
      requestAnimationFrame(frame);
    });

  /** Readings of the drawing a second, one after another: ink, worker, answer. */
  probe.readings = async (seconds) => {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < 1000 * seconds) {
      const picture = app.reader.ink.picture(app.pad.marks);
      await app.python.call("predict", picture, "shipped");
      count++;
    }
    return count / ((performance.now() - start) / 1000);
  };

  /** Presses Train; the time of each phase that the training then enters, until it rests. */
  probe.train = () =>
    new Promise((resolve) => {
      const phases = {};
      const start = performance.now();
      const look = () => {
        const { phase } = app.status().run;
        phases[phase] ??= performance.now() - start;
        if (phase === "finished") resolve(phases);
        else setTimeout(look, 5);
      };
      document.getElementById("run").click();
      look();
    });

  const observer = new PerformanceObserver((list) => {
    probe.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  });
  observer.observe({ type: "longtask", buffered: true });
})();
