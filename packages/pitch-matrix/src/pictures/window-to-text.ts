import { pictureRows } from './picture-rows.js';

/** Options of {@link windowToText}. */
export interface WindowToTextOptions {
  /**
   * Where a note is, one column wide in a terminal.
   * @default '█'
   */
  readonly note?: string;
  /**
   * Where none is.
   * @default '·'
   */
  readonly rest?: string;
}

/**
 * A window as lines of text, pitches from high to low, frames from left to right, trimmed to the pitches it has.
 * @param window size windowFrames * 88
 * @returns lines without a line end at the last
 * @throws InvalidArgumentError if the size is not a multiple of 88
 */
export function windowToText(window: Float32Array, { note = '█', rest = '·' }: WindowToTextOptions = {}): string {
  return pictureRows(window)
    .map(({ name, cells }) => `${name.padStart(3)} ${cells.map((isSet) => (isSet ? note : rest)).join(' ')}`)
    .join('\n');
}
