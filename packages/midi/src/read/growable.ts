type Column = Float64Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** `column`, or a copy of it with at least twice the room, if it has no place `index`. */
export function withRoomFor<T extends Column>(column: T, index: number): T {
  if (index < column.length) return column;
  const larger = new (column.constructor as new (length: number) => T)(Math.max(1024, 2 * column.length));
  larger.set(column);
  return larger;
}
