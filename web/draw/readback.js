// The pixels of a picture, read back from a canvas. Browsers that guard against tracking (Tor Browser,
// LibreWolf) and some extensions give false pixels then: noise, or all white. A pattern on the same canvas,
// below the picture, shows it.

/** Rows of the pattern. */
const ROWS = 16;
/** A guard that changes each value by no more than this disturbs no picture. */
const HARMLESS = 8;

const HIDDEN =
  "Your browser or an extension hides pictures from this page, to prevent tracking. Allow it to read " +
  "them (the canvas icon in the address bar) and choose the picture again, or draw the digit.";

/**
 * @param {ImageBitmap} bitmap
 * @param {number} width @param {number} height what it is scaled to
 * @returns {ImageData}
 * @throws {RangeError} if the pixels are false; its message is for the reader
 */
export function pixelsOf(bitmap, width, height) {
  const context = new OffscreenCanvas(width, height + ROWS).getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const pattern = patternOf(width);
  context.putImageData(pattern, 0, height);
  const { data } = context.getImageData(0, 0, width, height + ROWS); // one call: all true, or all false
  const end = 4 * width * height;
  const wrong = pattern.data.some((value, i) => Math.abs(value - data[end + i]) > HARMLESS);
  if (wrong) throw new RangeError(HIDDEN);
  return new ImageData(data.slice(0, end), width, height);
}

/** Opaque, of all greys and colours, so that no false answer is like it. @param {number} width */
function patternOf(width) {
  const pattern = new ImageData(width, ROWS);
  pattern.data.forEach((_, i) => {
    pattern.data[i] = i % 4 === 3 ? 255 : (i * 89) % 256;
  });
  return pattern;
}
