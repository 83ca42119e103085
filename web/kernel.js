// Offers Python a faster kernel for its products, the best that this browser can run. Training works
// without, only slower: a failure here is told, never fatal.

const KERNELS = [
  ["kernel/simd-relaxed.wasm", "relaxed SIMD"],
  ["kernel/simd.wasm", "SIMD"],
];

/**
 * @param {import("./python.js").Python} python
 * @returns {Promise<string>} what Python computes its products with, in words
 */
export async function offerKernel(python) {
  let reason = "this browser has no WebAssembly SIMD";
  for (const [path, name] of KERNELS) {
    try {
      const [wasm] = await python.fetchAll([path], () => {});
      if (!WebAssembly.validate(wasm)) continue;
      await python.call("use_kernel", wasm, name);
      return `${name} kernel`;
    } catch (error) {
      if (!python.up) throw error;
      reason = error.message;
    }
  }
  return `NumPy alone, which trains slower (${reason})`;
}
