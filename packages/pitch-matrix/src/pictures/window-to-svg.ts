import { InvalidArgumentError } from '@midizero/core';
import { isBlackKey, keyLabels, keyStripes } from './keyboard-rows.js';
import { pictureRows } from './picture-rows.js';
import { escapeXml, line, pictureColors, rect, svgDocument, text, textGroup } from './svg-elements.js';

/** Options of {@link windowToSvg}. */
export interface WindowToSvgOptions {
  /**
   * Width of a frame in pixels.
   * @default 36
   */
  readonly frameWidth?: number;
  /**
   * Height of a pitch in pixels.
   * @default 14
   */
  readonly rowHeight?: number;
  /**
   * Colour of the notes, a colour of SVG such as `#2f6fb5`.
   * @default '#2f6fb5'
   */
  readonly noteColor?: string;
  /**
   * What the picture shows, for those who do not see it.
   * @default 'Pitch matrix of <frames> frames'
   */
  readonly title?: string;
}

const LABEL_WIDTH = 40;
const AXIS_HEIGHT = 24;
const MARGIN = 8;

/**
 * A window as a picture: pitches from high to low with the names of the white keys, frames from left to right, trimmed
 * to the pitches it has.
 * @param window size windowFrames * 88
 * @returns an SVG document
 * @throws InvalidArgumentError if the size is not a multiple of 88, or for sizes that are not above 0
 */
export function windowToSvg(window: Float32Array, options: WindowToSvgOptions = {}): string {
  const rows = pictureRows(window);
  const frameCount = rows[0]!.cells.length;
  const { frameWidth = 36, rowHeight = 14, noteColor = pictureColors.note } = options;
  const { title = `Pitch matrix of ${frameCount} frames` } = options;
  requirePositive('frameWidth', frameWidth);
  requirePositive('rowHeight', rowHeight);
  const pitches = rows.map(({ pitch }) => pitch);
  const area = {
    x: MARGIN + LABEL_WIDTH,
    y: MARGIN,
    width: frameCount * frameWidth,
    height: rows.length * rowHeight,
  };
  const bottom = area.y + area.height;
  const x = (frame: number): number => area.x + frame * frameWidth;
  const fontSize = Math.min(11, rowHeight * 0.8);
  const frameLines = Array.from({ length: frameCount + 1 }, (_, frame) =>
    line(x(frame), area.y, x(frame), bottom, pictureColors.grid),
  );
  const frameNumbers = Array.from({ length: frameCount }, (_, frame) =>
    text(x(frame) + frameWidth / 2, bottom + fontSize + 5, 'middle', String(frame + 1)),
  );
  const notes = rows.flatMap(({ cells }, row) =>
    cells.flatMap((isSet, frame) => {
      const y = area.y + row * rowHeight + 1.5;
      const at = { x: x(frame) + 2, y, width: frameWidth - 4, height: rowHeight - 3 };
      return isSet ? [rect(at, escapeXml(noteColor), ' rx="2"')] : [];
    }),
  );
  return svgDocument({ width: area.x + area.width + MARGIN, height: bottom + AXIS_HEIGHT }, title, [
    ...keyStripes(pitches, area),
    ...frameLines,
    ...textGroup(fontSize, [...keyLabels(pitches, area, fontSize, (pitch) => !isBlackKey(pitch)), ...frameNumbers]),
    ...notes,
  ]);
}

function requirePositive(argument: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new InvalidArgumentError(argument, `expected a number above 0, got ${value}`);
}
