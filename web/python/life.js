// How the page learns that a worker is dead, whatever killed it: the worker holds a lock for as long as it
// lives, and the browser gives that lock to the page at the worker's end. A busy worker keeps its lock.

/** In the worker: holds the lock. Resolves when it is held. @param {string} name */
export function hold(name) {
  return new Promise((resolve, reject) => {
    const held = () => {
      resolve(undefined);
      return new Promise(() => {}); // for ever
    };
    navigator.locks.request(name, held).catch(reject);
  });
}

/**
 * In the page: tells when the worker is dead. Where a browser has no locks, a dead worker is only late.
 * @param {{hold: (name: string) => Promise<void>}} functions of the worker
 * @param {() => void} onEnd
 */
export async function watchLife(functions, onEnd) {
  if (!navigator.locks) return; // plain http
  const name = `python ${crypto.randomUUID()}`;
  try {
    await functions.hold(name);
    await navigator.locks.request(name, onEnd);
  } catch {} // storage is denied, and locks with it
}
