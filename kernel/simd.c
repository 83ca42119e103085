// The computations of pycore/backend.py on WebAssembly's vectors of four floats.
//
// Compiled by tools/kernel.py into an Emscripten side module that works on NumPy's own memory; bound
// by simd.py. What a function was not made for, it leaves alone and returns 0. With -DRELAXED a
// multiplication and the addition after it are one instruction, where the browser has that.

#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT __attribute__((visibility("default")))

#ifdef RELAXED
#define MULTIPLY_ADD(a, b, c) wasm_f32x4_relaxed_madd(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) wasm_f32x4_add(c, wasm_f32x4_mul(a, b))
#endif

typedef int32_t index;

// An array of NumPy, as its C interface lays it out: PyArrayObject_fields in numpy/ndarraytypes.h.
typedef struct {
  void *head[2];
  float *data;
  index dimensions;
  index *shape, *strides;  // strides count bytes
  void *base, *dtype;
  index flags;
} array;

enum { CONTIGUOUS = 0x1, ALIGNED = 0x100, WRITEABLE = 0x400 };  // flags, as NumPy numbers them

static const void *float32, *uint8;  // NumPy's own objects for these dtypes
static float *memory;

static int is(const array *a, const void *dtype, index flags) {
  return a->dtype == dtype && (a->flags & flags) == flags;
}

static index size(const array *a) {
  index product = 1;
  for (index i = 0; i < a->dimensions; i++) product *= a->shape[i];
  return product;
}

static int same_shape(const array *a, const array *b) {
  if (a->dimensions != b->dimensions) return 0;
  for (index i = 0; i < a->dimensions; i++)
    if (a->shape[i] != b->shape[i]) return 0;
  return 1;
}

static index least(index a, index b) { return a < b ? a : b; }

// A tile of C, 2 × 16, is 8 vectors; with two of A and four of B they fit into the 16 registers of the
// smallest machines. Flatter tiles than the usual 4 × 8 find more zeros to leave out: see pack_a.
#define ROWS 2
#define COLUMNS 16
// The part of B that is in work at a time, at most 264 × 512 floats, stays in the second-level cache.
#define DEPTH 264
#define WIDTH 512

typedef int32_t __attribute__((may_alias)) bits;  // of a float

// How many floats of working memory `begin` wants: a part of B, rows of A, their places, a corner of C.
EXPORT index work_size(void) { return DEPTH * WIDTH + ROWS * DEPTH + DEPTH + ROWS * COLUMNS; }

// Must be called first. `work` is not to go away.
EXPORT void begin(const void *float32_dtype, const void *uint8_dtype, const array *work) {
  float32 = float32_dtype;
  uint8 = uint8_dtype;
  memory = work->data;
}

// Copy ROWS rows of A, depth long, so that the tile reads them one after another; missing rows are 0.
//
// Four fifths of MNIST's pixels are 0, and add nothing to a product. Where both rows are 0 they are
// left out, if `skip`; `at` gets the places in B that belong to what is left. Returns how much that is.
static index pack_a(float *to, index *at, const float *a, index row, index column, index rows,
                    index depth, int skip) {
  const bits *first = (const bits *)a, *second = first + (rows > 1 ? row : 0), there = -(rows > 1);
  bits *pair = (bits *)to;
  index count = 0;
  for (index k = 0; k < depth; k++, first += column, second += column) {
    bits x = *first, y = *second & there;
    pair[2 * count] = x;
    pair[2 * count + 1] = y;
    at[count] = k * COLUMNS;
    count += !skip | ((x | y) << 1 != 0);  // without the sign: -0 is 0
  }
  return count;
}

// Copy B, depth × columns, as panels of COLUMNS columns; missing columns are 0. Returns whether all of
// it is finite: 0 times infinity is no zero that could be left out.
static int pack_b(float *to, const float *b, index row, index column, index depth, index columns) {
  const v128_t no_sign = wasm_i32x4_const_splat(0x7fffffff), infinity = wasm_i32x4_const_splat(0x7f800000);
  v128_t largest = wasm_i32x4_const_splat(0);
  for (index j = 0; j < columns; j += COLUMNS) {
    const float *from = b + j * column;
    index width = least(COLUMNS, columns - j);
    for (index k = 0; k < depth; k++, from += row, to += COLUMNS) {
      const float *floats = from;
      if (column != 1 || width < COLUMNS) {
        for (index q = 0; q < COLUMNS; q++) to[q] = q < width ? from[q * column] : 0;
        floats = to;
      }
#pragma unroll
      for (index q = 0; q < COLUMNS; q += 4) {
        v128_t x = wasm_v128_load(floats + q);
        wasm_v128_store(to + q, x);
        largest = wasm_i32x4_max(largest, wasm_v128_and(x, no_sign));
      }
    }
  }
  return wasm_i32x4_all_true(wasm_i32x4_lt(largest, infinity));
}

// C (ROWS × COLUMNS, rows `row` apart) = or += A · B, both packed: `count` columns of A, which belong to
// the rows of B at `at`.
static void tile(const float *a, const index *at, index count, const float *b, float *c, index row,
                 int add) {
  v128_t sum[ROWS][COLUMNS / 4];
#pragma unroll
  for (int i = 0; i < ROWS; i++)
#pragma unroll
    for (int j = 0; j < COLUMNS / 4; j++)
      sum[i][j] = add ? wasm_v128_load(c + i * row + 4 * j) : wasm_f32x4_const_splat(0);
  for (index k = 0; k < count; k++, a += ROWS) {
    const float *from = b + at[k];
    v128_t x[ROWS];
#pragma unroll
    for (int i = 0; i < ROWS; i++) x[i] = wasm_v128_load32_splat(a + i);
#pragma unroll
    for (int j = 0; j < COLUMNS / 4; j++) {
      v128_t y = wasm_v128_load(from + 4 * j);
#pragma unroll
      for (int i = 0; i < ROWS; i++) sum[i][j] = MULTIPLY_ADD(x[i], y, sum[i][j]);
    }
  }
#pragma unroll
  for (int i = 0; i < ROWS; i++)
#pragma unroll
    for (int j = 0; j < COLUMNS / 4; j++) wasm_v128_store(c + i * row + 4 * j, sum[i][j]);
}

// The same at C's lower and right border, where only rows × columns are there: by way of `corner`.
static void border_tile(const float *a, const index *at, index count, const float *b, float *c, index row,
                        int add, float *corner, index rows, index columns) {
  for (index i = 0; add && i < rows; i++)
    for (index j = 0; j < columns; j++) corner[i * COLUMNS + j] = c[i * row + j];
  tile(a, at, count, b, corner, COLUMNS, add);
  for (index i = 0; i < rows; i++)
    for (index j = 0; j < columns; j++) c[i * row + j] = corner[i * COLUMNS + j];
}

// C (m × n, contiguous) = A (m × k) · B (k × n), none of them empty. Strides count floats here, and may
// be anything.
static void multiply(index m, index n, index k, const float *a, index a_row, index a_column,
                     const float *b, index b_row, index b_column, float *c) {
  float *part_of_b = memory, *rows_of_a = part_of_b + DEPTH * WIDTH;
  float *corner = rows_of_a + ROWS * DEPTH;
  index *places = (index *)(corner + ROWS * COLUMNS);
  index parts = (k + DEPTH - 1) / DEPTH, part = (k + parts - 1) / parts;  // about equal ones
  for (index j = 0; j < n; j += WIDTH) {
    index width = least(WIDTH, n - j);
    for (index p = 0; p < k; p += part) {
      index depth = least(part, k - p);
      const float *from_b = b + p * b_row + j * b_column;
      int skip = pack_b(part_of_b, from_b, b_row, b_column, depth, width), add = p > 0;
      for (index i = 0; i < m; i += ROWS) {
        index rows = least(ROWS, m - i);
        const float *from_a = a + i * a_row + p * a_column;
        index count = pack_a(rows_of_a, places, from_a, a_row, a_column, rows, depth, skip);
        for (index q = 0; q < width; q += COLUMNS) {
          index columns = least(COLUMNS, width - q);
          float *to = c + i * n + j + q;
          const float *panel = part_of_b + q * depth;
          if (rows == ROWS && columns == COLUMNS)
            tile(rows_of_a, places, count, panel, to, n, add);
          else
            border_tile(rows_of_a, places, count, panel, to, n, add, corner, rows, columns);
        }
      }
    }
  }
}

static int is_matrix(const array *a) {
  return is(a, float32, ALIGNED) && a->strides[0] % 4 == 0 && a->strides[1] % 4 == 0;
}

// The product of two matrices that fit, none of them empty, into the new array `c`.
EXPORT int matmul(const array *a, const array *b, array *c) {
  if (!is_matrix(a) || !is_matrix(b)) return 0;
  multiply(a->shape[0], b->shape[1], a->shape[1], a->data, a->strides[0] / 4, a->strides[1] / 4,
           b->data, b->strides[0] / 4, b->strides[1] / 4, c->data);
  return 1;
}

// One step of Adam: pycore/backend.py says what it does.
EXPORT int adam(array *parameter, array *mean, array *square, const array *gradient, float beta1,
                float beta2, float epsilon, float rate, float scale) {
  const array *all[] = {parameter, mean, square, gradient};
  for (int i = 0; i < 4; i++)
    if (!is(all[i], float32, CONTIGUOUS | ALIGNED | WRITEABLE) || !same_shape(all[i], parameter))
      return 0;
  index n = size(parameter);
  float *restrict theta = parameter->data, *restrict m = mean->data, *restrict v = square->data;
  const float *restrict g = gradient->data;
  for (index i = 0; i < n; i++) {  // the compiler takes four at a time
    m[i] += (1 - beta1) * (g[i] - m[i]);
    v[i] += (1 - beta2) * (g[i] * g[i] - v[i]);
    theta[i] -= rate * m[i] / (__builtin_sqrtf(v[i] * scale) + epsilon);
  }
  return 1;
}

// Pixels, 0 to 255, as floats from 0 to 1, into the new array `x`.
EXPORT int to_unit(const array *pixels, array *x) {
  if (!is(pixels, uint8, CONTIGUOUS)) return 0;
  const uint8_t *restrict from = (const uint8_t *)pixels->data;
  float *restrict to = x->data;
  index n = size(pixels);
  for (index i = 0; i < n; i++) to[i] = from[i] / 255.0f;
  return 1;
}
