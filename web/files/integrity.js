// Is this the file that was asked for? Checked before anything is made of it, each fault by its name.

/** A file that could not be had; the message is a sentence for the reader. */
export class DownloadError extends Error {
  /** @param {string} message @param {boolean} final whether trying again is useless */
  constructor(message, final = false) {
    super(message);
    this.name = "DownloadError";
    this.final = final;
  }
}

/** Raises unless the answer looks like that file. @param {string} path @param {Response} response */
export function checkHead(path, response) {
  if (!response.ok) {
    throw new DownloadError(`The server has no ${path} (HTTP status ${response.status}).`);
  }
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) {
    throw new DownloadError(`Wrong content: the server sent a web page instead of ${path}.`);
  }
  if (/\.m?js$/.test(path) && !/(java|ecma)script/.test(type)) {
    throw new DownloadError(
      `The server sends ${path} as “${type}”; it must be “text/javascript”, or browsers refuse it.`,
      true,
    );
  }
}

/**
 * Raises unless the bytes are those of the manifest.
 * @param {string} path
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{size: number, sha256: string}} entry
 */
export async function checkBytes(path, bytes, { size, sha256 }) {
  if (wasUnpacked(path, bytes)) return;
  if (bytes.length !== size) {
    const came = bytes.length
      ? `${bytes.length} bytes of ${size}, ${begins(bytes)}`
      : "it is empty";
    throw new DownloadError(`${path} is incomplete or is another file: ${came}.`);
  }
  if (!globalThis.crypto?.subtle) return; // plain http on another host than localhost
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== sha256)
    throw new DownloadError(`${path} is damaged: its checksum is not the expected one.`);
}

/**
 * Some servers unpack .gz files, or have the browser do it; there is no sum of what was in them.
 * All of ours hold IDX data, which begins with 0, 0, 8: what begins otherwise is another file.
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export const wasUnpacked = (path, [first, second, third]) =>
  path.endsWith(".gz") && first === 0 && second === 0 && third === 8;

/** How bytes begin, for a sentence: as text if they are text. @param {Uint8Array} bytes */
function begins(bytes) {
  const head = Array.from(bytes.subarray(0, 16));
  const isText = head.every((byte) => byte >= 32 && byte < 127);
  if (isText) return `beginning with “${String.fromCharCode(...head)}”`;
  return `beginning with ${head
    .slice(0, 4)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join(" ")}`;
}
