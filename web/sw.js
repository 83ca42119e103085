// The service worker: answers the page's requests from what is kept, each tab with the files of its own version.
// A newer service worker takes over at once: which tab has which version is written down, and does not depend
// on who reads it. What the page may ask of it (COMMANDS) must therefore go on working for older pages.

import { DownloadError } from "./files/integrity.js";
import { checked } from "./offline/files.js";
import { Versions } from "./offline/versions.js";

/** @type {any} */
const worker = self;
const SCOPE = worker.registration.scope;
/** A page asks for it when it is about to start Python. */
const START = "pyscript.json";
const versions = new Versions(SCOPE);
/** The version of the page that started Python last: of a worker one can't learn whose it is. */
let starting;

worker.addEventListener("install", () => worker.skipWaiting());

worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(SCOPE)) event.respondWith(answer(event));
});

worker.addEventListener("message", (event) => {
  const [{ command, details }, port] = [event.data, event.ports[0]];
  const done = versions.load().then(() => COMMANDS[command](event.source, ...details));
  const refused = ({ name, message }) => port.postMessage({ error: { name, message } });
  event.waitUntil(done.then((answer) => port.postMessage({ answer }), refused));
});

async function answer(event) {
  const { request } = event;
  await versions.load().catch(() => {}); // without storage, the server answers
  const { pathname, search } = new URL(request.url);
  const path = pathname.slice(new URL(SCOPE).pathname.length) || "index.html";
  if (request.mode === "navigate") return answerPage(event, path);
  const version = await versionOf(event.clientId);
  if (!version || search) return fetch(request);
  if (path === "manifest.json") return Response.json(version);
  if (!Object.hasOwn(version.files, path)) return fetch(request);
  if (path === START) starting = version;
  const again = request.cache === "reload"; // the page has found fault with what it got
  return (!again && (await find(path, version))) || bring(event, path, version);
}

const find = (path, { files }) => versions.files.get(path, files).catch(() => undefined);

/** The newest version's page, which from then on is that tab's version; of all else, what the server has. */
async function answerPage(event, path) {
  const [{ request }, { newest }] = [event, versions];
  const kept = newest && Object.hasOwn(newest.files, path) ? await find(path, newest) : undefined;
  if (!kept) return fetch(request);
  if (path !== "index.html") return fetch(request).catch(() => kept);
  event.waitUntil(versions.bind(event.resultingClientId, newest).catch(() => {}));
  return kept;
}

/** @returns {Promise<import("./offline/versions.js").Version | undefined>} none: the server is to answer */
async function versionOf(id) {
  const bound = versions.of(id);
  if (bound || !starting || (await worker.clients.get(id))?.type === "window") return bound;
  await versions.bind(id, starting).catch(() => {});
  return starting;
}

/** A file that is not kept: never one of another version, which the server may have by now. */
async function bring(event, path, version) {
  const response = await fetch(event.request);
  if (event.request.destination === "") {
    // The page itself checks what it fetches, and wants to see it coming.
    event.waitUntil(kept(versions.files.keep(path, version.files, response.clone())));
    return response;
  }
  try {
    const sound = await checked(path, version.files[path], response);
    event.waitUntil(kept(versions.files.put(path, version.files, sound.clone())));
    return sound;
  } catch {
    (await worker.clients.get(event.clientId))?.postMessage({ missing: path });
    return Response.error();
  }
}

/** When a file has been put by, all tabs are told that more is kept. @param {Promise<void>} putting */
const kept = (putting) => putting.then(tellChanged, () => {});

async function tellChanged() {
  for (const tab of await tabs("window")) tab.postMessage({ changed: true });
}

const COMMANDS = {
  /** What is kept of a version, and what is not; null if there is no such version here. */
  state: async (_tab, name) =>
    versions.all.has(name) ? versions.state(versions.all.get(name)) : null,

  /** The same of the version that the server has now. */
  async look() {
    const response = await fetch("manifest.json", { cache: "no-cache" });
    if ([404, 410].includes(response.status)) return null; // the site is no longer here
    const version = await versions.learn(await response.json());
    await versions.prune(new Set((await tabs("all")).map(({ id }) => id)), version.version);
    return versions.state(version);
  },

  /** Brings a file of a version, unless the page has its bytes. */
  async bring(_tab, name, path, bytes) {
    const version = versions.all.get(name);
    if (!version) throw new DownloadError("Meanwhile there is a newer version.");
    if (await find(path, version)) return;
    if (bytes) await versions.files.take(path, version.files, bytes);
    else await versions.files.bring(path, version.files);
    await tellChanged();
  },

  /** Lets a version take over, if it has all it needs; a tab that was loaded with it is then answered from here. */
  async finish(tab, name, loaded) {
    const version = versions.all.get(name);
    if (!version || (await versions.state(version)).needed.length) return;
    if (versions.newest?.version !== name) {
      await versions.complete(version);
      for (const other of await tabs("window")) other.postMessage({ ready: name });
    }
    if (loaded !== name || versions.of(tab.id)) return;
    await versions.bind(tab.id, version);
    await worker.clients.claim();
  },

  /** Keeps nothing. */
  forget: () => versions.forget().then(tellChanged),
};

const tabs = (type) => worker.clients.matchAll({ type, includeUncontrolled: true });
