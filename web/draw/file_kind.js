// What a file is, by its first bytes. Its name and its type may say anything.

/** How many bytes at the beginning are looked at. */
const HEAD = 4096;

/** Pictures that browsers open, by what they begin with. @type {[string, RegExp][]} */
const PICTURES = [
  ["PNG", /^\x89PNG\r\n/],
  ["JPEG", /^\xff\xd8\xff/],
  ["GIF", /^GIF8/],
  ["WebP", /^RIFF.{4}WEBP/s],
  ["BMP", /^BM.{4}\0\0\0\0/s],
  ["AVIF", /^.{4}ftypavi[fs]/s],
];

/** What some or all browsers do not open, in words. @type {[string, RegExp][]} */
const OTHERS = [
  ["a picture in HEIC", /^.{4}ftyp(hei|hev|mif1|msf1)/s],
  ["a picture in TIFF", /^(II[*+]\0|MM\0[*+])/],
  ["a PDF document", /^%PDF/],
  ["a picture in JPEG XL", /^(\xff\n|\0\0\0\0JXL )/],
  ["a picture in JPEG 2000", /^(\0\0\0\0jP {2}|\xff\x4f\xff\x51)/],
  ["a Photoshop picture", /^8BPS/],
  ["a camera's raw picture", /^(.{4}ftypcrx|FUJIFILMCCD-RAW|IIRO|IIU\0)/s],
];

/**
 * @param {Blob} file
 * @returns {Promise<{svg: boolean, words: string}>} `words`: what it is, where a browser cannot open
 *   it; "" is no kind of picture
 */
export async function kindOf(file) {
  const head = letters(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  const svg = isSvg(head);
  const picture = PICTURES.find(([, beginning]) => beginning.test(head));
  if (picture) return { svg, words: `a picture in ${picture[0]} that is damaged or incomplete` };
  return { svg, words: OTHERS.find(([, beginning]) => beginning.test(head))?.[0] ?? "" };
}

/** A letter for each byte; one for all that are below a space but do not end lines. @param {Uint8Array} bytes */
function letters(bytes) {
  const letter = (byte) => (byte < 32 && byte !== 10 && byte !== 13 ? 0 : byte);
  return Array.from(bytes, (byte) => String.fromCharCode(letter(byte))).join("");
}

/** A document that begins with a tag, and <svg> before any other. @param {string} head */
function isSvg(head) {
  const text = head.replaceAll("\0", ""); // written in 16 bits, it has those between its letters
  const tags = text.replaceAll(/<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>[]*(\[[^\]]*\])?\s*>/gis, "");
  return /^[\xef\xbb\xbf\xfe\xff\s]*<([a-z]+:)?svg[\s>]/i.test(tags);
}
