/** The folder of this model, with basic-pitch.onnx in it. A `file:` address in Node. */
export const modelFolder = new URL('./', import.meta.url);
/** Address of the ONNX model. Written out so that bundlers find and copy the file. */
export const modelUrl = new URL('./basic-pitch.onnx', import.meta.url);
