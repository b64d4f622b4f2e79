/** The folder of this model: manifest.json and the .onnx file that it names. A `file:` address in Node. */
export const modelFolder = new URL('./', import.meta.url);
/** Address of the manifest. Written out so that bundlers find and copy the file. */
export const manifestUrl = new URL('./manifest.json', import.meta.url);
/** Address of the ONNX model. */
export const modelUrl = new URL('./pitch-resnet.onnx', import.meta.url);
