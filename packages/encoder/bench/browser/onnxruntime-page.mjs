// The training build of onnxruntime-web 1.19.2 over artifacts that onnxruntime_artifacts.py makes.
import * as ort from '/peer-ort/ort.training.wasm.min.mjs';

const windows = (count) => Float32Array.from({ length: count * 880 }, (_, i) => ((i * 7919) % 101 < 4 ? 1 : 0));

/** Milliseconds of each training step. */
globalThis.train = async (batchSize, steps, threads) => {
  ort.env.wasm.wasmPaths = '/peer-ort/';
  ort.env.wasm.numThreads = threads;
  const session = await ort.TrainingSession.create({
    checkpointState: '/artifacts/checkpoint',
    trainModel: '/artifacts/training_model.onnx',
    evalModel: '/artifacts/eval_model.onnx',
    optimizerModel: '/artifacts/optimizer_model.onnx',
  });
  const tensor = (data, dims) => new ort.Tensor('float32', data, dims);
  const feeds = {
    anchors: tensor(windows(batchSize), [batchSize, 10, 88]),
    positives: tensor(windows(batchSize), [batchSize, 10, 88]),
    similarity: tensor(new Float32Array(batchSize).fill(0.9), [batchSize]),
  };
  const milliseconds = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    await session.lazyResetGrad();
    await session.runTrainStep(feeds);
    await session.runOptimizerStep();
    milliseconds.push(performance.now() - start);
  }
  return milliseconds;
};
