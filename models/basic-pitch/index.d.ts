/** The folder of this model, with basic-pitch.onnx in it. A `file:` address in Node. */
export declare const modelFolder: URL;
/** Address of the ONNX model. */
export declare const modelUrl: URL;
