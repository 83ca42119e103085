// The two computations of pycore/kernels.py on WebAssembly's vectors of four floats.
//
// Compiled by tools/kernel.py into an Emscripten side module that works on NumPy's own memory; bound
// by simd.py, which also checks all arguments. With -DRELAXED a multiplication and the addition after
// it are one instruction, where the browser has that.

#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT __attribute__((visibility("default")))

#ifdef RELAXED
#define MULTIPLY_ADD(a, b, c) wasm_f32x4_relaxed_madd(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) wasm_f32x4_add(c, wasm_f32x4_mul(a, b))
#endif

// A tile of C, 4 × 8, is 8 vectors; with two of B and one of A they fit into the 16 registers of the
// smallest machines. (5 × 8 and 6 × 8 would, too, on paper: they ran at half the speed.)
#define ROWS 4
#define COLUMNS 8
// The part of B that is in work at a time, 256 × 512 floats, stays in the second-level cache.
#define DEPTH 256
#define WIDTH 512

typedef int32_t index;

static index least(index a, index b) { return a < b ? a : b; }

// Copy ROWS rows of A, depth long, so that the tile reads them one after another; missing rows are 0.
static void pack_a(float *to, const float *a, index row, index column, index rows, index depth) {
  for (index k = 0; k < depth; k++)
    for (index i = 0; i < ROWS; i++) *to++ = i < rows ? a[i * row + k * column] : 0;
}

// Copy B, depth × columns, as panels of COLUMNS columns; missing columns are 0.
static void pack_b(float *to, const float *b, index row, index column, index depth, index columns) {
  for (index j = 0; j < columns; j += COLUMNS) {
    const float *from = b + j * column;
    index width = least(COLUMNS, columns - j);
    for (index k = 0; k < depth; k++, from += row, to += COLUMNS) {
      if (column == 1 && width == COLUMNS) {
        wasm_v128_store(to, wasm_v128_load(from));
        wasm_v128_store(to + 4, wasm_v128_load(from + 4));
      } else {
        for (index q = 0; q < COLUMNS; q++) to[q] = q < width ? from[q * column] : 0;
      }
    }
  }
}

// C (ROWS × COLUMNS, rows `row` apart) = or += A · B, both packed.
static void tile(const float *a, const float *b, index depth, float *c, index row, int add) {
  v128_t sum[ROWS][2];
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
    sum[i][0] = add ? wasm_v128_load(c + i * row) : wasm_f32x4_const_splat(0);
    sum[i][1] = add ? wasm_v128_load(c + i * row + 4) : wasm_f32x4_const_splat(0);
  }
  for (index k = 0; k < depth; k++, a += ROWS, b += COLUMNS) {
    v128_t left = wasm_v128_load(b), right = wasm_v128_load(b + 4);
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
      v128_t x = wasm_v128_load32_splat(a + i);
      sum[i][0] = MULTIPLY_ADD(x, left, sum[i][0]);
      sum[i][1] = MULTIPLY_ADD(x, right, sum[i][1]);
    }
  }
#pragma unroll
  for (int i = 0; i < ROWS; i++) {
    wasm_v128_store(c + i * row, sum[i][0]);
    wasm_v128_store(c + i * row + 4, sum[i][1]);
  }
}

// The same at C's lower and right border, where only rows × columns are there: by way of `corner`.
static void border_tile(const float *a, const float *b, index depth, float *c, index row, int add,
                        float *corner, index rows, index columns) {
  for (index i = 0; add && i < rows; i++)
    for (index j = 0; j < columns; j++) corner[i * COLUMNS + j] = c[i * row + j];
  tile(a, b, depth, corner, COLUMNS, add);
  for (index i = 0; i < rows; i++)
    for (index j = 0; j < columns; j++) c[i * row + j] = corner[i * COLUMNS + j];
}

// How many floats of working memory `matmul` wants.
EXPORT index work_size(void) { return DEPTH * (WIDTH + ROWS) + ROWS * COLUMNS; }

// C (m × n, contiguous) = A (m × k) · B (k × n). Strides count floats, and may be anything.
EXPORT void matmul(index m, index n, index k, const float *a, index a_row, index a_column,
                   const float *b, index b_row, index b_column, float *c, float *work) {
  float *panel_a = work + DEPTH * WIDTH, *corner = panel_a + DEPTH * ROWS;
  for (index j = 0; j < n; j += WIDTH) {
    index width = least(WIDTH, n - j);
    for (index p = 0; p < k; p += DEPTH) {
      index depth = least(DEPTH, k - p);
      int add = p > 0;
      pack_b(work, b + p * b_row + j * b_column, b_row, b_column, depth, width);
      for (index i = 0; i < m; i += ROWS) {
        index rows = least(ROWS, m - i);
        pack_a(panel_a, a + i * a_row + p * a_column, a_row, a_column, rows, depth);
        for (index q = 0; q < width; q += COLUMNS) {
          index columns = least(COLUMNS, width - q);
          float *to = c + i * n + j + q;
          if (rows == ROWS && columns == COLUMNS)
            tile(panel_a, work + q * depth, depth, to, n, add);
          else
            border_tile(panel_a, work + q * depth, depth, to, n, add, corner, rows, columns);
        }
      }
    }
  }
}

// One step of Adam on n parameters: pycore/kernels.py says what it does. n is a multiple of 4.
EXPORT void adam(index n, float *parameter, float *mean, float *square, const float *gradient,
                 float beta1, float beta2, float epsilon, float rate, float scale) {
  v128_t new1 = wasm_f32x4_splat(1 - beta1), new2 = wasm_f32x4_splat(1 - beta2);
  v128_t rates = wasm_f32x4_splat(rate), epsilons = wasm_f32x4_splat(epsilon);
  v128_t scales = wasm_f32x4_splat(scale);
  for (index i = 0; i < n; i += 4) {
    v128_t g = wasm_v128_load(gradient + i);
    v128_t m = wasm_v128_load(mean + i), v = wasm_v128_load(square + i);
    m = wasm_f32x4_add(m, wasm_f32x4_mul(new1, wasm_f32x4_sub(g, m)));
    v = wasm_f32x4_add(v, wasm_f32x4_mul(new2, wasm_f32x4_sub(wasm_f32x4_mul(g, g), v)));
    wasm_v128_store(mean + i, m);
    wasm_v128_store(square + i, v);
    v128_t size = wasm_f32x4_add(wasm_f32x4_sqrt(wasm_f32x4_mul(v, scales)), epsilons);
    v128_t step = wasm_f32x4_div(wasm_f32x4_mul(rates, m), size);
    wasm_v128_store(parameter + i, wasm_f32x4_sub(wasm_v128_load(parameter + i), step));
  }
}
