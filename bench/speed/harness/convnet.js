// The network in ConvNetJS. It knows no matrices, no float32 and, as published on npm, no Adam: it goes
// example by example, in float64, with its nearest to Adam, which also keeps two numbers a weight.

import { Batches, PLAN, timeSteps } from "./mnist.js";

const { convnetjs } = globalThis;

function trainer() {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: PLAN.side, out_sy: PLAN.side, out_depth: 1 },
    ...PLAN.convolutions.flatMap((filters) => [
      { type: "conv", sx: 3, filters, stride: 1, pad: 1, activation: "relu" },
      { type: "pool", sx: 2, stride: 2 },
    ]),
    { type: "fc", num_neurons: PLAN.hidden, activation: "relu" },
    { type: "softmax", num_classes: PLAN.outputs },
  ]);
  return new convnetjs.Trainer(net, { method: "adadelta", batch_size: PLAN.batch });
}

/** One update, after a batch of examples. */
function step({ X, y }, teacher, volume) {
  let loss = 0;
  for (let row = 0; row < PLAN.batch; row++) {
    volume.w.set(X.subarray(row * PLAN.inputs, (row + 1) * PLAN.inputs));
    loss += teacher.train(volume, y[row]).loss / PLAN.batch;
  }
  return loss;
}

const [batches, teacher] = [await Batches.load(), trainer()];
const volume = new convnetjs.Vol(PLAN.side, PLAN.side, 1, 0);
globalThis.peer = {
  about: "0.3.0",
  steps: (milliseconds) =>
    timeSteps(async () => step(batches.next(), teacher, volume), milliseconds),
};
