// How fast a product could be at best: multiplications and additions that never leave the registers.
//
// Compiled as the kernel is. Twelve sums are enough to keep two units busy that each take four cycles,
// and with their two factors they fit into the 16 registers of the smallest machines.

#include <stdint.h>
#include <wasm_simd128.h>

#define SUMS 12

#ifdef RELAXED
#define NEXT(sum) wasm_f32x4_relaxed_madd(a, b, sum)
#else
// Not sum + a · b: as a and b never change, the compiler would multiply them only once.
#define NEXT(sum) wasm_f32x4_add(wasm_f32x4_mul(sum, a), b)
#endif

// Takes `rounds` times SUMS multiply-adds on four floats each, and writes what came of them.
__attribute__((visibility("default"))) void multiply_add(int32_t rounds, float *out) {
  v128_t a = wasm_f32x4_splat(out[0]), b = wasm_f32x4_splat(out[1]), sum[SUMS];
#pragma unroll
  for (int i = 0; i < SUMS; i++) sum[i] = wasm_f32x4_splat((float)i);
  for (int32_t round = 0; round < rounds; round++) {
#pragma unroll
    for (int i = 0; i < SUMS; i++) sum[i] = NEXT(sum[i]);
  }
#pragma unroll
  for (int i = 0; i < SUMS; i++) wasm_v128_store(out + 4 * i, sum[i]);
}
