// Python in a worker: started here, asked here. The page pulls, the worker never pushes.

import { downloadAll, fetchManifest } from "../files/download.js";
import { patiently } from "../files/patience.js";
import { observe } from "../state/observe.js";
import { MemoryFull, PythonDied, PythonError, PythonGone } from "./errors.js";
import { bringParts } from "./parts.js";
import { startWorker } from "./pyscript.js";

/** An answer that takes longer than this is reported as late; it is then still waited for. */
const PATIENCE_MS = 15_000;

/** @typedef {{phase: string, loaded?: number, total?: number, stalled?: string, seconds?: number}} BootState */

export class Python {
  /** The files of the site by path, once known. @type {Record<string, import("../files/download.js").Entry>} */
  files = {};
  /** The version of the site, once known. */
  version = "";
  /** What the first start has fetched, by path, until it is kept for use offline. @type {Map<string, Uint8Array>} */
  fetched = null;
  /** Whether Python runs and has its network. */
  up = false;
  /** Whether it is on its way, or up. */
  wanted = false;
  patience = PATIENCE_MS;
  /** Told of fetches that nobody else watches. @type {(state: {stalled?: string}) => void} */
  onFetch = () => {};
  /** The functions of worker.py, when it runs. */
  #sync = null;
  #end = () => {};
  #leave = () => {};

  /**
   * @param {(state: BootState) => void} onBoot told of every phase of the start
   * @param {(late: boolean) => void} onLate told when an answer is late, and when it has come
   * @param {(error: Error) => void} onCrash told when the worker died, or had to be ended
   */
  constructor(onBoot, onLate, onCrash) {
    this.onBoot = onBoot;
    this.onLate = onLate;
    this.onCrash = onCrash;
    observe(this, "wanted");
  }

  /**
   * Starts Python, or starts it anew.
   * @returns {Promise<any>} what Python tells of itself: card, defaults, choices, versions, address
   */
  async start() {
    this.stop();
    this.wanted = true;
    try {
      return await this.#start();
    } catch (error) {
      if (error.name !== "PythonGone") this.stop(); // else it is started anew
      throw error;
    }
  }

  async #start() {
    const abort = new AbortController();
    this.gone = new Promise((_, reject) => {
      this.#leave = () => {
        abort.abort();
        reject(new PythonGone());
      };
    });
    this.gone.catch(() => {}); // it is no fault if nobody waits
    const { starter, parts, all } = await Promise.race([
      this.#askForParts(abort.signal),
      this.gone,
    ]);
    await Promise.race([starter, all, this.gone]);
    const worker = startWorker(parts);
    this.#end = worker.end;
    worker.ended.then(() => worker.end === this.#end && this.#bury(new PythonDied()));
    worker.functions.catch(() => {}); // told below
    const fetched = await Promise.race([all, worker.functions.then(() => all), this.gone]);
    this.fetched ??= fetched;
    const card = JSON.parse(new TextDecoder().decode(fetched.get("small.json")));
    this.#sync = await this.#timed("starting Python and NumPy", worker.functions);
    const network = fetched.get("small.npz");
    const about = await this.#timed("loading the network", this.call("open_network", network));
    this.up = true;
    return { card, ...about };
  }

  /** Waits for a phase of the start, and tells how long it has taken so far: no device is too slow. */
  #timed(phase, promise) {
    const begin = performance.now();
    this.onBoot({ phase });
    const tell = () =>
      this.onBoot({ phase, seconds: Math.round((performance.now() - begin) / 1000) });
    return patiently(Promise.race([promise, this.gone]), tell, 1000);
  }

  /** The worker is dead, or may as well be. */
  #bury(error) {
    this.stop();
    this.onCrash(error);
  }

  /** Ends the worker, if there is one; whoever waits for it is told. */
  stop() {
    this.#leave();
    this.#end();
    this.#end = () => {};
    this.#sync = null;
    this.up = this.wanted = false;
  }

  /**
   * Calls a function of worker.py. Rejects with a `PythonError` if Python raises.
   * @param {string} name
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async call(name, ...args) {
    if (!this.#sync) throw new PythonGone();
    const [sync, gone] = [this.#sync, this.gone];
    const answer = await this.#promptly(sync[name](...args)).catch((error) =>
      this.#examine(sync, gone, error),
    );
    if (!answer?.error) return answer;
    if (answer.error.type !== "MemoryError") throw new PythonError(answer.error);
    if (sync === this.#sync) this.#bury(new MemoryFull(answer.error));
    throw new PythonGone();
  }

  /** Python's own errors come as answers. A call that fails in another way may be the last: is there life? */
  async #examine(sync, gone, error) {
    if (error.name === "PythonGone") throw error;
    const dead = await Promise.race([sync.alive(), gone]).then(
      // a dead one may never answer
      () => false,
      () => true,
    );
    if (!dead) throw error;
    if (sync === this.#sync) this.#bury(new PythonDied(error.message));
    throw new PythonGone();
  }

  /** Waits for `promise`, unless the worker goes away; tells if it takes long. */
  async #promptly(promise) {
    if (!this.up) return Promise.race([promise, this.gone]);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.onLate(true);
    }, this.patience);
    try {
      return await Promise.race([promise, this.gone]);
    } finally {
      clearTimeout(timer);
      if (late) this.onLate(false);
    }
  }

  /** @returns {Promise<import("./parts.js").Coming>} */
  async #askForParts(signal) {
    const phase = "checking which files are needed";
    this.onBoot({ phase });
    const onStall = (stalled) => this.onBoot({ phase, stalled });
    ({ version: this.version, files: this.files } = await fetchManifest({ signal, onStall }));
    return bringParts(this.files, this.onBoot, signal);
  }

  /**
   * Downloads several files of the site at once.
   * @param {string[]} paths
   * @param {(state: BootState) => void} [onState] else `onFetch` is told
   * @param {AbortSignal} [signal]
   * @returns {Promise<Uint8Array<ArrayBuffer>[]>}
   */
  async fetchAll(paths, onState, signal) {
    if (onState) return downloadAll(paths, this.files, onState, { signal });
    try {
      return await downloadAll(paths, this.files, this.onFetch, { signal });
    } finally {
      this.onFetch({});
    }
  }
}
