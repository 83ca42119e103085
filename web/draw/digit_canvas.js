// The 28 × 28 pixels that the network sees of a drawing.

const SIDE = 28;

export class DigitCanvas {
  /** @param {HTMLCanvasElement[]} canvases 28 × 28 each */
  constructor(...canvases) {
    this.contexts = canvases.map((canvas) => canvas.getContext("2d"));
    /** @type {Uint8Array} */
    this.pixels = new Uint8Array(SIDE * SIDE);
    document.addEventListener("themechange", () => this.show(this.pixels));
  }

  /** @param {Uint8Array} pixels 784 of them, row by row; 255 is ink */
  show(pixels) {
    this.pixels = pixels;
    const [r, g, b] = getComputedStyle(document.body).color.match(/\d+/g).map(Number);
    for (const context of this.contexts) {
      const image = context.createImageData(SIDE, SIDE);
      for (let i = 0; i < pixels.length; i++) image.data.set([r, g, b, pixels[i]], 4 * i);
      context.putImageData(image, 0, 0);
    }
  }

  reset() {
    this.show(new Uint8Array(SIDE * SIDE));
  }
}
