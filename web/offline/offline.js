// Keeps the page for use without the network: once it runs, it asks the service worker for one file after the
// other, the new version's too. To be cut off is no harm: what is kept stays, and the next visit goes on.

import { OfflinePlace } from "./place.js";

const HOUR = 3_600_000;
/** The service worker has nothing that takes this long; the browser may have ended it. */
const PATIENCE_MS = 330_000;

/** Of several changes in such a time the last is told. */
const REST_MS = 500;

const FOLDER = new URL("./", location.href).href;
const LOCK = `offline ${FOLDER}`;

/** @typedef {{version: string, kept: string[], needed: string[], rest: string[], files: Record<string, {size: number}>}} State */

export class Offline {
  #stopped = false;
  #counting = 0;
  /** Why not all is kept that was asked for. @type {Error | undefined} */
  #failure;
  /** @type {ServiceWorkerRegistration} */
  #registration;

  /**
   * @param {import("../app.js").App} page
   * @param {HTMLElement} element where it says what is kept
   */
  constructor({ python, address }, element) {
    this.python = python;
    this.address = address;
    this.place = new OfflinePlace(element, {
      everything: () => this.everything(),
      stop: () => {
        this.#stopped = true;
      },
    });
  }

  /** Where it can't be, the page does without: in some private windows and frames, over plain http. */
  async open() {
    try {
      if (this.address.lasting.includes("offline=off")) await this.#switchOff();
      else if (await this.#register()) await this.update();
    } catch (error) {
      console.debug("Nothing is kept for use offline:", error);
    } finally {
      this.python.fetched.clear();
    }
  }

  async #switchOff() {
    this.#registration = await navigator.serviceWorker?.getRegistration();
    if (this.#registration?.scope === FOLDER) await this.#remove();
    this.place.say("The address switches offline use off, so nothing is kept.");
  }

  async #remove() {
    if (this.#registration.active) await this.#ask("forget", []);
    await this.#registration.unregister();
  }

  async #register() {
    /** @type {RegistrationOptions} */
    const options = { type: "module", updateViaCache: "none" };
    this.#registration = await navigator.serviceWorker.register("./sw.js", options);
    if (!this.#registration) return false;
    await active(this.#registration);
    navigator.serviceWorker.addEventListener("message", ({ data }) => this.#hear(data));
    setInterval(() => this.update(), HOUR);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#recount(); // the browser may have deleted some
    });
    return true;
  }

  #hear({ ready, missing, changed }) {
    if (changed) this.#recount();
    if (ready && ready !== this.python.version) this.place.offerReload("An update is ready");
    if (missing) {
      this.place.offerReload(`The site has changed, and ${missing} of this version is gone`);
    }
  }

  /** Says anew what is kept; several files that come together are counted once. */
  #recount() {
    clearTimeout(this.#counting);
    this.#counting = setTimeout(async () => {
      const { held } = await navigator.locks.query();
      if (held.some(({ name }) => name === LOCK))
        this.#recount(); // when what goes on is over
      else this.place.show(await this.#state().catch(() => null), this.#failure);
    }, REST_MS);
  }

  /** Brings what this version lacks, or a newer one if the server has one, and lets it take over. */
  async update() {
    await this.#alone(async () => {
      const latest = await this.#look();
      if (!latest) return;
      const own = await this.#state();
      const all = own && !own.rest.length; // whoever has everything keeps everything
      await this.#bring(latest, all ? latest.rest : latest.needed);
      await this.#ask("finish", [latest.version, this.python.version]);
      await this.#bringUsed();
    }, false);
  }

  /** @returns {Promise<State | null>} of the version that the server has, if it can be reached */
  async #look() {
    try {
      const latest = await this.#ask("look", []);
      if (!latest) await this.#remove();
      return latest;
    } catch {
      return null;
    }
  }

  /** What was loaded before the service worker was there to see it. */
  async #bringUsed() {
    const own = await this.#state();
    if (!own) return;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const used = own.rest.filter((path) => loaded.includes(FOLDER + path));
    await this.#bring(own, used);
  }

  /** All that this version has. */
  async everything() {
    this.#stopped = false;
    navigator.storage?.persist?.().catch(() => {});
    await this.#alone(async () => {
      const own = await this.#state();
      await this.#bring(own, own.rest, (done, total) => this.place.showProgress(done, total));
    }, true);
  }

  /** One after the other, so that it never competes with what the reader does. */
  async #bring({ version, files }, paths, onBytes = (_done, _total) => {}) {
    const total = paths.reduce((sum, path) => sum + files[path].size, 0);
    const own = version === this.python.version;
    let done = 0;
    for (const path of paths) {
      if (this.#stopped) return;
      onBytes(done, total);
      const bytes = own ? this.python.fetched.get(path) : undefined;
      await this.#ask("bring", [version, path, bytes]);
      done += files[path].size;
    }
  }

  /**
   * Does something while no other tab does it, then says what is kept.
   * @param {() => Promise<void>} act @param {boolean} asked whether the reader wants to know why it failed
   */
  async #alone(act, asked) {
    this.#failure = undefined;
    try {
      await navigator.locks.request(LOCK, act);
    } catch (error) {
      if (asked || error.name === "QuotaExceededError") this.#failure = error;
    }
    this.place.show(await this.#state(), this.#failure);
  }

  /** @returns {Promise<State | null>} */
  #state = () => this.#ask("state", [this.python.version]);

  async #ask(command, details) {
    const { port1, port2 } = new MessageChannel();
    let timer;
    const answer = new Promise((resolve, reject) => {
      timer = setTimeout(
        reject,
        PATIENCE_MS,
        new Error("The browser has ended the service worker."),
      );
      port1.onmessage = ({ data }) => (data.error ? reject(data.error) : resolve(data.answer));
    });
    this.#registration.active.postMessage({ command, details }, [port2]);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      port1.close();
    }
  }
}

/** Resolves when it has a service worker that is up. @param {ServiceWorkerRegistration} registration */
function active({ active, waiting, installing }) {
  const worker = active ?? waiting ?? installing;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve(undefined);
      if (worker.state === "redundant") reject(new Error("The service worker does not start."));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
