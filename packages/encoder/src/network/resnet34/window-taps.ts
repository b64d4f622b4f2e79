/** A size of images, or a place in them. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** Square kernel over an image with `floor(size / 2)` of padding on each side. */
export interface WindowShape {
  readonly size: number;
  readonly stride: number;
}

/** Where each output position of a window over an image looks. */
export interface WindowTaps {
  readonly output: ImageSize;
  /**
   * Offsets of the taps from an output position's centre. Rows and columns of the kernel that only ever meet padding are left
   * out: where the image has one row, a 3×3 kernel is one of 1×3, the same function with a third of the work.
   */
  readonly offsets: readonly (readonly [row: number, column: number])[];
  /** For each output position and tap the input position (row-major), or `inputPositions` for padding. */
  readonly indices: readonly number[];
  readonly inputPositions: number;
}

/** Lays a window over all places of an image. */
export function windowTaps(input: ImageSize, { size, stride }: WindowShape): WindowTaps {
  const padding = Math.floor(size / 2);
  const outputSize = (length: number): number => Math.floor((length + 2 * padding - size) / stride) + 1;
  const output = { height: outputSize(input.height), width: outputSize(input.width) };
  const used = (inputLength: number, outputLength: number): number[] =>
    Array.from({ length: size }, (_, tap) => tap - padding).filter((offset) =>
      Array.from({ length: outputLength }, (_, at) => at * stride + offset).some((at) => at >= 0 && at < inputLength),
    );
  const rows = used(input.height, output.height);
  const columns = used(input.width, output.width);
  const offsets = rows.flatMap((row) => columns.map((column) => [row, column] as const));
  const inputPositions = input.height * input.width;
  const indices: number[] = [];
  for (let y = 0; y < output.height; y++) {
    for (let x = 0; x < output.width; x++) {
      for (const [row, column] of offsets) {
        const [atRow, atColumn] = [y * stride + row, x * stride + column];
        const inside = atRow >= 0 && atRow < input.height && atColumn >= 0 && atColumn < input.width;
        indices.push(inside ? atRow * input.width + atColumn : inputPositions);
      }
    }
  }
  return { output, offsets, indices, inputPositions };
}

export function positions({ height, width }: ImageSize): number {
  return height * width;
}
