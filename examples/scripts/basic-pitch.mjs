// Says what the network that hears takes and gives.
import { readFile } from 'node:fs/promises';
import { modelUrl } from '@midizero/basic-pitch';
import { createNodeRuntime } from '@midizero/onnx/node';

const model = await readFile(modelUrl);
const session = await (await createNodeRuntime()).createSession(model, { name: 'basic-pitch' });
console.log(`${model.length} bytes: ${session.inputNames} to ${session.outputNames.join(', ')}`);
await session.release();
