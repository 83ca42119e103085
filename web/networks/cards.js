// About the networks that come with the page, side by side: what they are, how they were trained, what they
// reach, and what they can't do. Loaded when it is asked for.

import { loadStyle, make } from "../ui/dom.js";
import { choiceText } from "../ui/field.js";
import { layersText, percent, whole } from "../ui/format.js";

/** @typedef {import("./pretrained.js").Card} Card */

/** What each row says of a network. @type {[string, (card: Card, reads: boolean) => string | Node][]} */
const ROWS = [
  [
    "In use",
    (_, reads) => (reads ? "yes, it reads your drawing" : "until the strong one had loaded"),
  ],
  ["Layers", ({ layers }) => layersText(layers)],
  ["Size", size],
  ["Training set", learned],
  ["Training", ({ recipe, address }) => recipeOf(recipe, address)],
  ["Accuracy on MNIST’s test set", ({ test }) => figure(test)],
  ["Accuracy on pen strokes of other people", ({ strokes }) => figure(strokes)],
  ["Digits with the answer “not sure”", ({ test, strokes }) => shares("refused", test, strokes)],
  ["Calibration error", ({ test, strokes }) => shares("calibration_error", test, strokes)],
  ["Limits", ({ limits }) => list(limits)],
];
const WORDS =
  "Both were trained with this package. The figures are from digits that neither was trained on. Brackets hold the 95 % confidence interval. The figures are of each network alone. In the page, the strong one names a digit only if the small one sees a digit, too.";

/** @param {HTMLElement} place */
export async function openCards(place) {
  await loadStyle("./networks/cards.css");
  return new Cards(place);
}

export class Cards {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.table = make("table");
    place.append(make("p", {}, WORDS), this.table);
  }

  /** @param {Card[]} cards the last one reads */
  show(cards) {
    const head = cards.map(({ name }) => make("th", { scope: "col" }, name));
    const rows = ROWS.map(([title, say]) => {
      const cells = cards.map((card) => make("td", {}, say(card, card === cards.at(-1))));
      return make("tr", {}, make("th", { scope: "row" }, title), ...cells);
    });
    this.table.replaceChildren(
      make("caption", { className: "unseen" }, "The networks that come with the page"),
      make("thead", {}, make("tr", {}, make("td"), ...head)),
      make("tbody", {}, ...rows),
    );
  }
}

/** @param {Card} card */
function size({ parameters, bytes, float32_accuracy: before }) {
  const text = `${whole(parameters)} parameters, rounded to fit in ${whole(bytes / 1000)} KB`;
  return before ? `${text}; accuracy before rounding: ${percent(before, 2)}` : text;
}

/** @param {Card} card */
function learned({ training_images: images, no_digits: none, recipe }) {
  const besides = none ? ` and ${whole(none)} pictures without a digit` : "";
  const changed = recipe.augment === "none" ? "" : `, augmented (${recipe.augment})`;
  return `${whole(images)} images${besides}${changed}`;
}

/** The recipe in words, and as a link that sets it in the form. */
function recipeOf(recipe, address) {
  const words = make("span", {}, recipeText(recipe));
  if (address)
    words.append(". ", make("a", { className: "link", href: `#${address}` }, "Train one like it"));
  return words;
}

/** What was set for the training; what was left off is left out. */
function recipeText({ epochs, batch_size, optimiser, learning_rate, schedule, ...rest }) {
  const more = [
    rest.l2 ? `weight decay ${rest.l2}` : "",
    rest.label_smoothing ? `label smoothing ${rest.label_smoothing}` : "",
    rest.ema_decay ? `weights averaged (${rest.ema_decay})` : "",
    `seed ${rest.seed}`,
  ];
  return [
    `${epochs} epochs in batches of ${batch_size}`,
    `${choiceText(optimiser)}, learning rate ${learning_rate}, ${schedule}`,
    ...more.filter(Boolean),
  ].join("; ");
}

/** @param {import("./pretrained.js").Figures | null} [found] */
function figure(found) {
  if (!found) return "not measured";
  const { images, accuracy, low, high } = found;
  return `${percent(accuracy, 2)} (${(100 * low).toFixed(2)}–${(100 * high).toFixed(2)}) of ${whole(images)}`;
}

/** A share of MNIST's test images, and of the strokes, as far as it was measured. */
function shares(name, test, strokes) {
  const found = [
    [test, "of MNIST"],
    [strokes, "of the strokes"],
  ].filter(([each]) => each?.[name] != null);
  return found.map(([each, of]) => `${percent(each[name], 2)} ${of}`).join(", ") || "not measured";
}

const list = (sentences = []) => make("ul", {}, ...sentences.map((each) => make("li", {}, each)));
