// The network in TensorFlow.js, on the backend that the address names: tfjs.html?wasm

import { Batches, PLAN, timeSteps } from "./mnist.js";

const { tf } = globalThis;
const [backend] = location.search.slice(1).split("&");

function network() {
  const weights = (shape, fanIn) => tf.variable(tf.randomNormal(shape, 0, Math.sqrt(2 / fanIn)));
  const biases = (units) => tf.variable(tf.zeros([units]));
  const windows = PLAN.convolutions.map((channels, i) => {
    const before = PLAN.convolutions[i - 1] ?? 1;
    return [weights([3, 3, before, channels], 9 * before), biases(channels)];
  });
  const fanIn = (PLAN.side / 2 ** windows.length) ** 2 * (PLAN.convolutions.at(-1) ?? 1);
  const [W0, b0] = [weights([fanIn, PLAN.hidden], fanIn), biases(PLAN.hidden)];
  const [W1, b1] = [weights([PLAN.hidden, PLAN.outputs], PLAN.hidden), biases(PLAN.outputs)];
  return (X) => {
    let A = X.reshape([-1, PLAN.side, PLAN.side, 1]);
    for (const [W, b] of windows) A = A.conv2d(W, 1, "same").add(b).relu().maxPool(2, 2, "valid");
    return A.reshape([-1, fanIn]).matMul(W0).add(b0).relu().matMul(W1).add(b1);
  };
}

/** One step on one batch; waits for its loss, as the work may still go on elsewhere until then. */
async function step({ X, y }, logits, optimiser) {
  const loss = tf.tidy(() => {
    const input = tf.tensor2d(X, [PLAN.batch, PLAN.inputs]);
    const wanted = tf.oneHot(tf.tensor1d(y, "int32"), PLAN.outputs);
    return optimiser.minimize(() => tf.losses.softmaxCrossEntropy(wanted, logits(input)), true);
  });
  const [value] = await loss.data();
  loss.dispose();
  return value;
}

/** What draws, where that is a graphics card or stands in for one. */
function renderer() {
  const gl = document.createElement("canvas").getContext("webgl2");
  const names = gl?.getExtension("WEBGL_debug_renderer_info");
  return names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : "";
}

async function main() {
  tf.wasm.setWasmPaths("./node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  if (!(await tf.setBackend(backend))) throw new Error(`there is no ${backend} backend here`);
  await tf.ready();
  const [batches, logits, optimiser] = [await Batches.load(), network(), tf.train.adam(PLAN.rate)];
  return {
    about: `${tf.version.tfjs} ${backend === "webgl" ? renderer() : ""}`.trim(),
    steps: (milliseconds) => timeSteps(() => step(batches.next(), logits, optimiser), milliseconds),
  };
}

globalThis.peer = await main().catch((error) => ({ failed: error.message }));
