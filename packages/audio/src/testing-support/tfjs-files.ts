import { WEIGHT_SHAPES, type WeightName } from '../translation/network.js';
import { SOURCES, type TfjsBasicPitch } from '../translation/translate-basic-pitch.js';

/**
 * The files of a TensorFlow.js model with the given weights: the way back from what `translateBasicPitch` does.
 * @param parameters in the shapes of our graph @default zeros
 */
export function tfjsFiles(parameters: Readonly<Record<string, Float32Array>>): TfjsBasicPitch {
  const weights: object[] = [{ name: 'model/axis', shape: [2], dtype: 'int32' }];
  const values: number[] = [0, 0];
  for (const name of Object.keys(WEIGHT_SHAPES) as WeightName[]) {
    const shape = WEIGHT_SHAPES[name];
    const size = shape.reduce<number>((product, dim) => product * dim, 1);
    const data = parameters[name] ?? new Float32Array(size);
    SOURCES[name].forEach((ending, part, parts) => {
      const own = data.subarray((part * size) / parts.length, ((part + 1) * size) / parts.length);
      if (shape.length < 3) {
        weights.push({ name: `model${ending}`, shape, dtype: 'float32' });
        values.push(...own);
        return;
      }
      const [outputs, inputs, ...rest] = [shape[0] / parts.length, ...shape.slice(1)] as [number, number, ...number[]];
      const [height, width] = rest.length === 1 ? [1, rest[0]!] : (rest as [number, number]);
      weights.push({ name: `model${ending}`, shape: [height, width, inputs, outputs], dtype: 'float32' });
      for (let place = 0; place < height * width; place++) {
        for (let input = 0; input < inputs; input++) {
          for (let output = 0; output < outputs; output++) {
            values.push(own[(output * inputs + input) * height * width + place]!);
          }
        }
      }
    });
  }
  return {
    modelJson: JSON.stringify({ weightsManifest: [{ weights }] }),
    weights: new Uint8Array(Float32Array.from(values).buffer),
  };
}
