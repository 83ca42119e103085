// How the screens write numbers: as short as can be told apart, and NaN and inf as NumPy has them.

/** @param {number} value @param {number} [digits] that count, below 1; one more above */
export function number(value, digits = 3) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "−inf";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return minus(String(value));
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return minus(value.toExponential(digits - 1));
  return minus(value.toPrecision(size < 1 ? digits : digits + 1));
}

const minus = (text) => text.replaceAll("-", "−");

/** "(1, 300)" as Python writes a shape @param {number[]} shape */
export const shapeText = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** What must not be overlooked. @param {number} value */
export const sick = (value) => !Number.isFinite(value);
