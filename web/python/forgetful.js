// A database that forgets, for frames in other sites' pages: there browsers may deny one, and PyScript will
// not start Python without. It keeps nothing there that would be missed.

const answer = (result) => {
  const request = { result };
  queueMicrotask(() => request.onsuccess?.({ target: request }));
  return request;
};
const nothing = () => answer(undefined);
const store = {
  ...{ get: nothing, getKey: nothing, put: nothing, delete: nothing, clear: nothing },
  count: () => answer(0),
  getAllKeys: () => answer([]),
};
const database = { transaction: () => ({ objectStore: () => store }), close() {} };
const forgetful = { open: () => answer(database), databases: async () => [] };

/** Sees to it that there is a database, on the page or in a worker, before PyScript opens one. */
export async function ensureDatabase() {
  try {
    await indexedDB.databases?.();
  } catch {
    Object.defineProperty(globalThis, "indexedDB", { value: forgetful, configurable: true });
  }
}
