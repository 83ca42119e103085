// Fetches one file of this site: shows the bytes, checks what came, tries again, and names what is wrong.

import { checkBytes, checkHead, DownloadError } from "./integrity.js";
import { PATIENCE_MS } from "./patience.js";

const ATTEMPTS = 3;
/** After so much silence it is asked for again. */
const GIVE_UP_MS = 60_000;

/** @typedef {{size: number, sha256: string}} Entry what the manifest says of a file */
/** @typedef {{onBytes?: (loaded: number) => void, onStall?: (path: string) => void, onAnswer?: (response: Response) => void, signal?: AbortSignal}} Watch */

/**
 * @param {Watch} watch
 * @returns {Promise<{version: string, files: Record<string, Entry>}>} every file of the site, by its path
 */
export async function fetchManifest(watch) {
  const path = "manifest.json";
  const bytes = await download(path, undefined, watch);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new DownloadError(`${path} is incomplete or is another file.`);
  }
}

/** @typedef {(state: {phase: string, loaded: number, total: number, stalled?: string}) => void} OnState */
/** @typedef {{signal?: AbortSignal, onAnswer?: (path: string, response: Response) => void}} Options */

/**
 * Several files at once.
 * @param {string[]} paths
 * @param {Record<string, Entry>} files the manifest's
 * @param {OnState} onState
 * @param {Options} [options]
 * @returns {Promise<Uint8Array<ArrayBuffer>[]>}
 */
export async function downloadAll(paths, files, onState, options) {
  return Promise.all(downloadEach(paths, files, onState, options).values());
}

/**
 * Several files at once, each for itself; when one can't be had, the others are given up for the same reason.
 * @param {string[]} paths
 * @param {Record<string, Entry>} files the manifest's
 * @param {OnState} onState
 * @param {Options} [options] `onAnswer` is told of an answer before it is read
 * @returns {Map<string, Promise<Uint8Array<ArrayBuffer>>>} by path
 */
export function downloadEach(paths, files, onState, { signal, onAnswer } = {}) {
  const missing = paths.find((path) => !files[path]);
  if (missing) throw new DownloadError(`This site was built without ${missing}.`);
  const abort = new AbortController();
  const either = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
  const total = paths.reduce((sum, path) => sum + files[path].size, 0);
  const loaded = new Map();
  const report = (stalled) => {
    const sum = [...loaded.values()].reduce((a, b) => a + b, 0);
    if (!either.aborted) onState({ phase: "downloading", loaded: sum, total, stalled });
  };
  const one = async (path) => {
    const onBytes = (bytes) => {
      loaded.set(path, bytes);
      report();
    };
    const told = (response) => onAnswer?.(path, response);
    try {
      const watch = { signal: either, onStall: report, onBytes, onAnswer: told };
      return await download(path, files[path], watch);
    } catch (error) {
      abort.abort(error);
      throw error;
    }
  };
  report();
  return new Map(paths.map((path) => [path, one(path)]));
}

/**
 * @param {string} path relative to the page
 * @param {Entry | undefined} entry
 * @param {Watch} watch
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function download(path, entry, watch) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(path, entry, watch, attempt);
    } catch (error) {
      if (watch.signal?.aborted || error.final || attempt === ATTEMPTS) throw error;
      watch.onBytes?.(0);
      await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
    }
  }
}

async function tryOnce(path, entry, watch, attempt) {
  const silent = new AbortController();
  const signal = AbortSignal.any([silent.signal, ...(watch.signal ? [watch.signal] : [])]);
  const giveUp = () =>
    silent.abort(new DownloadError(`No data of ${path} has arrived for a minute.`));
  let silence, end;
  const heard = () => {
    clearInterval(silence);
    clearTimeout(end);
    silence = setInterval(() => watch.onStall?.(path), PATIENCE_MS);
    end = setTimeout(giveUp, GIVE_UP_MS);
  };
  heard();
  try {
    const response = await request(path, signal, attempt);
    checkHead(path, response);
    watch.onAnswer?.(response);
    const bytes = await read(path, response, (loaded) => {
      heard();
      watch.onBytes?.(entry ? Math.min(loaded, entry.size) : loaded);
    });
    if (entry) await checkBytes(path, bytes, entry);
    return bytes;
  } finally {
    clearInterval(silence);
    clearTimeout(end);
  }
}

/** A later attempt goes past the browser's cache, and puts the sound file into it. */
async function request(path, signal, attempt) {
  const fresh = path === "manifest.json" ? "no-cache" : "default";
  try {
    return await fetch(`./${path}`, { signal, cache: attempt > 1 ? "reload" : fresh });
  } catch (error) {
    if (signal.aborted) throw error; // by whom it was asked for, or by its silence
    if (!navigator.onLine) throw new DownloadError(`This device is offline; ${path} is needed.`);
    throw new DownloadError(`The server could not be reached for ${path}.`);
  }
}

async function read(path, response, onBytes) {
  const reader = response.body.getReader();
  const chunks = [];
  let loaded = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      if (["AbortError", "DownloadError"].includes(error.name)) throw error;
      throw new DownloadError(`The connection broke while ${path} was coming.`);
    });
    if (done) break;
    chunks.push(value);
    loaded += value.length;
    onBytes(loaded);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
