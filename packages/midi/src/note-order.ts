/**
 * The rows in order of start, then pitch; rows equal in both keep their order. A merge sort over columns: linear where
 * the rows are in order already, n log n otherwise, and without a comparator call per step.
 * @param startSeconds size n
 * @param pitch size n
 * @returns size n, row numbers
 */
export function noteOrder(startSeconds: Float64Array, pitch: Uint8Array): Uint32Array {
  const length = startSeconds.length;
  const inOrder = (a: number, b: number): boolean =>
    startSeconds[a]! < startSeconds[b]! || (startSeconds[a]! === startSeconds[b]! && pitch[a]! <= pitch[b]!);
  let from = new Uint32Array(length);
  for (let row = 0; row < length; row++) from[row] = row;
  let to = new Uint32Array(length);
  for (let width = 1; width < length; width *= 2) {
    for (let low = 0; low < length; low += 2 * width) {
      const middle = Math.min(low + width, length);
      const high = Math.min(low + 2 * width, length);
      if (middle === high || inOrder(from[middle - 1]!, from[middle]!)) {
        to.set(from.subarray(low, high), low);
        continue;
      }
      let left = low;
      let right = middle;
      for (let place = low; place < high; place++) {
        const takeLeft = right === high || (left < middle && inOrder(from[left]!, from[right]!));
        to[place] = takeLeft ? from[left++]! : from[right++]!;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
