// From a file that somebody gives to the pixels of a picture. What cannot be one is told in a sentence.

import { kindOf } from "./file_kind.js";
import { pixelsOf } from "./readback.js";

/** Longest side of what is handed on, in pixels: a digit needs no more. */
const LONGEST = 640;
const MEGABYTES = 25;
const MEGAPIXELS = 50;

/**
 * Whatever the browser opens is a picture, whatever its name and type are.
 *
 * @param {File} file
 * @returns {Promise<ImageData>} red, green, blue and opacity; upright, as the camera was held
 * @throws {Error} whose message is for the reader
 */
export async function decode(file) {
  const name = file.name ? `“${file.name}”` : "This";
  if (file.size === 0) throw new Error(`${name} is empty.`);
  const large = `${name} is too large: a picture has at most ${MEGABYTES} MB and ${MEGAPIXELS} million pixels.`;
  if (file.size > MEGABYTES * 1e6) throw new Error(large);
  const kind = await kindOf(file).catch(() => {
    throw new Error(`${name} cannot be read: it is a folder, or it was moved or changed.`);
  });
  if (kind.svg) {
    throw new Error(
      `${name} is an SVG drawing, which this page cannot read. Save it as PNG or JPEG.`,
    );
  }
  const untyped = file.slice(); // so that the browser, too, looks at the content alone
  try {
    const { width, height } = await measure(untyped);
    if (width * height > MEGAPIXELS * 1e6) throw new RangeError(large);
    return scaled(await createImageBitmap(untyped));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    if (!kind.words) throw new Error(`${name} is not a picture.`);
    throw new Error(
      `This browser cannot open ${name}: it is ${kind.words}. Save it as PNG or JPEG and try again.`,
    );
  }
}

/** How large a picture is, before it takes the memory that its pixels need. @param {Blob} file */
async function measure(file) {
  const reader = new FileReader();
  const image = new Image();
  await happened(reader, () => reader.readAsDataURL(file));
  await happened(image, () => {
    image.src = String(reader.result);
  });
  return { width: image.naturalWidth, height: image.naturalHeight };
}

/** @param {FileReader | HTMLImageElement} element @param {() => void} begin */
function happened(element, begin) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    begin();
  });
}

/** @param {ImageBitmap} bitmap @returns {ImageData} no side of it longer than LONGEST */
function scaled(bitmap) {
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) =>
    Math.max(1, Math.round(scale * side)),
  );
  try {
    return pixelsOf(bitmap, width, height);
  } finally {
    bitmap.close();
  }
}
