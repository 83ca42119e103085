// The formulas that views show, by name, as native MathML: no library, no font, no picture. What pycore
// computes them with stands in explained/source.py, under the same names.

/** "Z = X W + b": words are identifiers, figures are numbers, all else is an operator. */
const row = (text) =>
  `<mrow>${text
    .split(/(<.*>)|\s+/)
    .filter(Boolean)
    .map(token)
    .join("")}</mrow>`;

function token(text) {
  if (text.startsWith("<")) return text; // has been made below
  if (/^\d/.test(text)) return `<mn>${text}</mn>`;
  if (/^[\p{L}∂θ]/u.test(text)) return `<mi>${text}</mi>`;
  return `<mo stretchy="false">${text}</mo>`;
}

const frac = (above, below) => `<mfrac>${row(above)}${row(below)}</mfrac>`;
const sup = (base, exponent) => `<msup>${row(base)}${row(exponent)}</msup>`;
const sub = (base, index) => `<msub>${row(base)}${row(index)}</msub>`;
const root = (text) => `<msqrt>${row(text)}</msqrt>`;
const hat = (text) => `<mover accent="true">${row(text)}<mo stretchy="false">^</mo></mover>`;
const sum = (index) => `<munder><mo movablelimits="false">∑</mo>${row(index)}</munder>`;
/** Several parts in a row, each made already, or text. */
const all = (...parts) => `<mrow>${parts.map(row).join("")}</mrow>`;
const lines = (...rows) =>
  `<mtable columnalign="left">${rows.map((each) => `<mtr><mtd>${each}</mtd></mtr>`).join("")}</mtable>`;
/** ∂L/∂x */
const by = (x) =>
  `<mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi>${row(x)}</mrow></mfrac>`;

const power = (exponent) => sup("e", exponent);
const shifted = (i) => power(all(sub("z", i), "− m"));
const mean = all(frac("1", "n"), sum("k"));
const gap = '<mspace width="0.2em"/>';
const onehot = "onehot ( y )";
const remembered = (what, beta, gradient) =>
  all(what, "←", sub("β", beta), what, "+ ( 1 −", sub("β", beta), ")", gradient);

/** @type {Record<string, string>} what stands inside `<math>`, by the formula's name */
const FORMULAS = {
  scale: all("X =", frac("pixels", "255")),
  forward: row("Z = X W + b"),
  relu: row("A = max ( 0 , Z )"),
  leaky_relu: row("A = max ( Z , 0.01 Z )"),
  tanh: row("A = tanh ( Z )"),
  sigmoid: all("A =", frac("1", all("1 +", power("−Z")))),
  softmax_naive: all(
    sub("p", "i"),
    "=",
    frac(power(sub("z", "i")), all(sum("j"), power(sub("z", "j")))),
  ),
  softmax: all(
    ...[sub("p", "i"), "=", frac(shifted("i"), all(sum("j"), shifted("j"))), ", m ="],
    ...[`<munder><mi>max</mi>${row("j")}</munder>`, gap, sub("z", "j")],
  ),
  argmax: all("answer =", `<munder><mi>argmax</mi>${row("i")}</munder>`, gap, sub("p", "i")),
  cross_entropy: all("L = −", mean, "log", sub("p", all("k ,", sub("y", "k")))),
  squared_error: all(
    "L =",
    mean,
    sum("i"),
    sup(all("(", sub("p", "k , i"), "−", sub("onehot ( y )", "k , i"), ")"), "2"),
  ),
  dlogits: all(by("Z"), "=", frac(`p − ${onehot}`, "n")),
  dX: all(by("X"), "=", by("Z"), sup("W", "⊤")),
  dZ: all(by("Z"), "=", by("A"), "⊙ f ′ ( Z )"),
  dW: all(by("W"), "=", sup("X", "⊤"), by("Z")),
  db: all(by("b"), "=", sum("k"), by(sub("Z", "k"))),
  db_scalar: all(by("b"), "=", sum("k"), sum("j"), by(sub("Z", "k , j"))),
  difference: all(by("b"), "≈", frac("L ( b + h ) − L ( b − h )", "2 h")),
  sgd: row("θ ← θ − η g"),
  momentum: lines(row("v ← μ v − η g"), row("θ ← θ + v")),
  adam: lines(
    remembered("m", "1", "g"),
    remembered("v", "2", sup("g", "2")),
    all("θ ← θ − η", frac(hat("m"), all(root(hat("v")), "+ ε"))),
    all(
      hat("m"),
      "=",
      frac("m", all("1 −", sup(sub("β", "1"), "t"))),
      ", ",
      hat("v"),
      "=",
      frac("v", all("1 −", sup(sub("β", "2"), "t"))),
    ),
  ),
  he: all("Var ( W ) =", frac("2", "fan_in")),
  glorot: all("Var ( W ) =", frac("2", "fan_in + fan_out")),
  uniform_centred: row("W , b ∼ U ( − 0.5 , 0.5 )"),
  lecun: all("Var ( W ) =", frac("1", "fan_in")),
  accuracy: all("accuracy =", mean, "[", "argmax", gap, sub("p", "k"), "=", sub("y", "k"), "]"),
  rounded_agreement: row(`1 − mean | round ( p ) − ${onehot} |`),
};

export const NAMES = Object.keys(FORMULAS);

/** @param {string} name one of NAMES @returns {MathMLElement} */
export function formula(name) {
  const holder = document.createElement("template");
  holder.innerHTML = `<math display="block">${FORMULAS[name]}</math>`;
  return /** @type {MathMLElement} */ (holder.content.firstElementChild);
}
