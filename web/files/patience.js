// The clock that tells when a wait takes long.

/** Silence after which a download counts as stalled; it is then still waited for. */
export const PATIENCE_MS = 4000;

/**
 * Waits for a promise; tells if that takes long.
 * @template T
 * @param {Promise<T>} promise
 * @param {() => void} onLate told every `patience` milliseconds
 * @returns {Promise<T>}
 */
export async function patiently(promise, onLate, patience = PATIENCE_MS) {
  const clock = setInterval(onLate, patience);
  try {
    return await promise;
  } finally {
    clearInterval(clock);
  }
}
