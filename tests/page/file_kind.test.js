// What a file is, by its first bytes; its name and its type may say anything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf } from "../../web/draw/file_kind.js";

const kind = (text) => kindOf(new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]));
const damaged = (name) => `a picture in ${name} that is damaged or incomplete`;

const KINDS = {
  "\x89PNG\r\n\x1a\n": damaged("PNG"),
  "\xff\xd8\xff\xe0": damaged("JPEG"),
  GIF89a: damaged("GIF"),
  "RIFF\x10\0\0\0WEBPVP8 ": damaged("WebP"),
  "BM\x10\0\0\0\0\0\0\0": damaged("BMP"),
  "\0\0\0\x1cftypavif": damaged("AVIF"),
  "\0\0\0\x18ftypheic": "a picture in HEIC",
  "II*\0\x08\0": "a picture in TIFF",
  "MM\0*\0\0": "a picture in TIFF",
  "%PDF-1.7": "a PDF document",
  "\xff\x0a": "a picture in JPEG XL",
  "\0\0\0\x0cjP  \r\n": "a picture in JPEG 2000",
  "8BPS\0\x01": "a Photoshop picture",
  "\0\0\0\x18ftypcrx ": "a camera's raw picture",
  "def f(): return 7": "",
  "": "",
};
for (const [head, words] of Object.entries(KINDS))
  test(`${JSON.stringify(head)} is ${words || "no picture"}`, async () => {
    assert.deepEqual(await kind(head), { svg: false, words });
  });

const TEXT = "<svg xmlns='http://www.w3.org/2000/svg'><text>7</text></svg>";
const sixteen = `\xff\xfe${[...TEXT].map((letter) => `${letter}\0`).join("")}`;
for (const drawing of [
  TEXT,
  `<?xml version='1.0'?><!-- 7 -->${TEXT}`,
  `\xef\xbb\xbf\n<!DOCTYPE svg PUBLIC "x" [ <!ENTITY a "b"> ]>${TEXT}`,
  "<s:svg xmlns:s='http://www.w3.org/2000/svg'/>",
  sixteen,
])
  test(`a drawing: ${drawing.slice(0, 30)}`, async () => assert.ok((await kind(drawing)).svg));

for (const other of [`<html>${TEXT}</html>`, `7 ${TEXT}`, "<svgs>", `<!-- ${TEXT}`])
  test(`no drawing: ${other.slice(0, 30)}`, async () => assert.ok(!(await kind(other)).svg));
