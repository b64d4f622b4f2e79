/** FNV-1a of the bytes of columns, 32 bits: enough to see that nothing has changed. */
export function fnvHash(...columns: readonly (Uint8Array | Uint32Array | Float32Array)[]): number {
  let state = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of columns) {
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength))
      state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  }
  return state;
}
