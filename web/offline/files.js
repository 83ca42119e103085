// The files that are kept for use without the network: each under its checksum, so that what two versions of
// the site share is kept once, and so that nothing wrong can ever be put in.

import { checkBytes, checkHead, DownloadError, wasUnpacked } from "../files/integrity.js";

/** @typedef {Record<string, {size: number, sha256: string}>} Listed what a manifest says of its files, by path */

/** Of the files that the page hands over; of all others the server has told. */
const TYPES = { js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };

export class Files {
  /** @param {() => Promise<Cache>} open @param {string} folder where they stand in that cache */
  constructor(open, folder) {
    this.open = open;
    this.folder = folder;
  }

  /** Also by the ending, which tells the type: an empty file may be a module or Python. */
  #key = (path, { sha256 }) => `${this.folder}${sha256}.${ending(path)}`;

  #keys = async () => new Set((await (await this.open()).keys()).map(({ url }) => url));

  /** @param {string} path @param {Listed} files @returns {Promise<Response | undefined>} */
  async get(path, files) {
    return (await this.open()).match(this.#key(path, files[path]));
  }

  /** The paths among `files` that are kept. @param {Listed} files @returns {Promise<Set<string>>} */
  async kept(files) {
    const keys = await this.#keys();
    return new Set(Object.keys(files).filter((path) => keys.has(this.#key(path, files[path]))));
  }

  /** Fetches a file and keeps it: as the browser has it, or else as the server has it now. */
  async bring(path, files) {
    try {
      await this.keep(path, files, await request(path, "force-cache"));
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      await this.keep(path, files, await request(path, "reload"));
    }
  }

  /** Keeps a file that the page has fetched. @param {Uint8Array<ArrayBuffer>} bytes */
  take(path, files, bytes) {
    const type = TYPES[ending(path)] ?? "application/octet-stream";
    const response = new Response(bytes, { headers: { "content-type": type } });
    return this.keep(path, files, response);
  }

  /** Keeps what has come, if it is the right file. @param {Response} response */
  async keep(path, files, response) {
    await this.put(path, files, await checked(path, files[path], response));
  }

  /** @param {Response} sound one that was `checked` */
  async put(path, files, sound) {
    await (await this.open()).put(this.#key(path, files[path]), sound);
  }

  /** Deletes all that is in none of these lists. @param {Listed[]} lists */
  async dropAllBut(lists) {
    const wanted = new Set(
      lists.flatMap((files) => Object.keys(files).map((path) => this.#key(path, files[path]))),
    );
    const cache = await this.open();
    for (const key of await this.#keys()) {
      if (key.startsWith(this.folder) && !wanted.has(key)) await cache.delete(key);
    }
  }
}

const ending = (path) => path.split(".").pop();

async function request(path, cache) {
  try {
    return await fetch(path === "index.html" ? "./" : path, { cache });
  } catch {
    throw new DownloadError(`The server could not be reached for ${path}.`);
  }
}

/**
 * The whole answer, if it is the very file that the manifest means; else raises a `DownloadError`.
 * @param {string} path @param {{size: number, sha256: string}} entry @param {Response} response
 */
export async function checked(path, entry, response) {
  if (!path.endsWith(".html")) checkHead(path, response);
  const buffer = await response.arrayBuffer().catch(() => {
    throw new DownloadError(`The connection broke while ${path} was coming.`);
  });
  const bytes = new Uint8Array(buffer);
  if (wasUnpacked(path, bytes)) {
    throw new DownloadError(`The server unpacks ${path}, so it can be neither checked nor kept.`);
  }
  await checkBytes(path, bytes, entry);
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(bytes, { headers });
}
