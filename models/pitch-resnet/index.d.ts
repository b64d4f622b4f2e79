/** The folder of this model: manifest.json and the .onnx file that it names. A `file:` address in Node. */
export declare const modelFolder: URL;
/** Address of the manifest. Written out so that bundlers find and copy the file. */
export declare const manifestUrl: URL;
/** Address of the ONNX model. */
export declare const modelUrl: URL;
