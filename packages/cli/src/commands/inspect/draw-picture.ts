import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { cutWindows, type Frames, windowToSvg } from '@midizero/pitch-matrix';
import { UnusableFileError } from '../../failures/errors.js';
import { inFile } from '../../files/in-file.js';

/** About what fits on a screen. */
const FRAMES_SHOWN = 40;

/**
 * Draws a piece's first frames.
 * @param picture SVG file to write
 * @param source file the frames are of
 * @throws UnusableFileError if there is nothing to draw, or the file cannot be written
 */
export async function drawPicture(picture: string, source: string, frames: Frames): Promise<void> {
  if (frames.length === 0) throw new UnusableFileError(source, 'has no notes to draw');
  const windowFrames = Math.min(FRAMES_SHOWN, frames.length);
  const { data } = cutWindows(frames, { windowFrames, step: frames.length });
  const title = `${basename(source)}, first ${windowFrames} frames`;
  await inFile(picture, () => writeFile(picture, windowToSvg(data, { title })));
}
