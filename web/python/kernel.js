// Offers Python a faster kernel for its products, the best that this browser can run. Training works
// without, only slower: a failure here is told, never fatal.

const KERNELS = [
  ["kernel/simd-relaxed.wasm", "relaxed SIMD"],
  ["kernel/simd.wasm", "SIMD"],
];
/** What is not compiled by then is done without; a kernel has a few kilobytes. */
const PATIENCE_MS = 5000;

/**
 * @param {import("./python.js").Python} python
 * @returns {Promise<string>} what Python computes its products with, in words
 */
export async function offerKernel(python) {
  let reason = "this browser has no WebAssembly SIMD";
  for (const [path, name] of KERNELS) {
    try {
      const [wasm] = await python.fetchAll([path]);
      if (!(await compiles(wasm))) continue;
      await python.call("use_kernel", wasm, name);
      return name;
    } catch (error) {
      if (!python.up) throw error;
      reason = error.message;
    }
  }
  return `NumPy, which trains slower (${reason})`;
}

/**
 * Whether this browser takes a module. Asked here and by the clock, before the module goes to Python: an
 * engine that never comes back from instructions it does not know would take Python with it.
 * @param {Uint8Array<ArrayBuffer>} wasm
 */
function compiles(wasm) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false));
  const compiled = WebAssembly.compile(wasm).then(
    () => true,
    () => false,
  );
  return Promise.race([compiled, late]);
}
