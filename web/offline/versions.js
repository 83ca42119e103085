// The versions of the site that are kept, and which open tab has which. A version takes over when it has all
// it needs; a tab stays with the version it was opened with, until it is loaded anew.

import { Files } from "./files.js";

/** @typedef {{version: string, files: import("./files.js").Listed}} Manifest */
/** @typedef {Manifest & {completed: number}} Version when it was completed; 0 if it lacks something */
/** @typedef {{version: string, since: number}} Tab */

/** What a version can do without until it is asked for. All else it must have before it takes over. */
const OPTIONAL =
  /^(data|bench|examples)\/|^(404\.html|tests\.zip|[^/]+\.whl)$|^vendor\/(LICENSES|pyscript\/codemirror)|\.(png|md)$/;
/** The browser does not list a tab that is just being opened. */
const OPENING_MS = 60_000;

export class Versions {
  /** @type {Map<string, Version>} */
  all = new Map();
  /** By the browser's name for them; Python's workers have names of their own. @type {Map<string, Tab>} */
  tabs = new Map();
  #loading = null;

  /** @param {string} scope the address of the site's folder, which may share its host with others */
  constructor(scope) {
    this.name = `pycore offline 1 ${scope}`;
    this.folder = `${scope}@offline/`;
    this.files = new Files(this.#open, `${this.folder}file/`);
  }

  #open = () => caches.open(this.name);

  /** Reads what was written before the browser stopped the service worker, as it does between two uses. */
  load() {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load() {
    const cache = await this.#open();
    /** @type {[string, Map<string, any>][]} */
    const kinds = [
      ["version/", this.all],
      ["tab/", this.tabs],
    ];
    for (const [kind, records] of kinds) {
      const folder = this.folder + kind;
      for (const request of await cache.keys()) {
        if (!request.url.startsWith(folder)) continue;
        records.set(request.url.slice(folder.length), await (await cache.match(request)).json());
      }
    }
  }

  async #write(record, value) {
    const cache = await this.#open();
    await cache.put(this.folder + record, new Response(JSON.stringify(value)));
  }

  /** The version that pages get. @returns {Version | undefined} */
  get newest() {
    const complete = [...this.all.values()].filter(({ completed }) => completed);
    return complete.sort((a, b) => b.completed - a.completed)[0];
  }

  /** @param {string} id of a tab or a worker @returns {Version | undefined} */
  of = (id) => this.all.get(this.tabs.get(id)?.version);

  /** From now on a tab gets the files of this version and of no other. @param {string} id */
  async bind(id, { version }) {
    const tab = { version, since: Date.now() };
    this.tabs.set(id, tab);
    await this.#write(`tab/${id}`, tab);
  }

  /** @param {Manifest} manifest as the server has it now @returns {Promise<Version>} */
  async learn({ version, files }) {
    return this.all.get(version) ?? this.#record({ version, files, completed: 0 });
  }

  /** Lets a version take over, from the next page on. @param {Version} version */
  complete(version) {
    const after = this.newest?.completed ?? 0;
    return this.#record({ ...version, completed: Math.max(Date.now(), after + 1) });
  }

  async #record(version) {
    this.all.set(version.version, version);
    await this.#write(`version/${version.version}`, version);
    return version;
  }

  /** What is kept of a version, and what it lacks to take over: what the newest has is not given up for it. */
  async state({ version, files }) {
    const kept = await this.files.kept(files);
    const before = this.newest ? await this.files.kept(this.newest.files) : new Set();
    const rest = Object.keys(files).filter((path) => !kept.has(path));
    const needed = rest.filter((path) => !OPTIONAL.test(path) || before.has(path));
    return { version, kept: [...kept], needed, rest, files };
  }

  /**
   * Drops what nobody has any use for: versions that are in no open tab, and their files.
   * @param {Set<string>} open the tabs and workers there are
   * @param {string} coming the version that is being brought
   */
  async prune(open, coming) {
    const closed = ([id, { since }]) => !open.has(id) && Date.now() - since > OPENING_MS;
    for (const [id] of [...this.tabs].filter(closed)) await this.#drop(this.tabs, "tab", id);
    const inUse = [...this.tabs.values()].map(({ version }) => version);
    const used = new Set([coming, this.newest?.version, ...inUse]);
    const unused = [...this.all.keys()].filter((version) => !used.has(version));
    for (const version of unused) await this.#drop(this.all, "version", version);
    if (unused.length)
      await this.files.dropAllBut([...this.all.values()].map(({ files }) => files));
  }

  async #drop(records, kind, name) {
    records.delete(name);
    await (await this.#open()).delete(`${this.folder}${kind}/${name}`);
  }

  /** Deletes everything. */
  async forget() {
    this.all.clear();
    this.tabs.clear();
    await caches.delete(this.name);
  }
}
