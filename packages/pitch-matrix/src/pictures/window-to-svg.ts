import { InvalidArgumentError } from '@midizero/core';
import { type PictureRow, pictureRows } from './picture-rows.js';

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
const PAPER = '#ffffff';
const WHITE_ROW = '#f7f8fa';
const BLACK_ROW = '#e9ecf1';
const GRID = '#d5dae2';
const OCTAVE_LINE = '#9aa4b2';
const TEXT = '#4a5462';

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
  const { frameWidth = 36, rowHeight = 14, noteColor = '#2f6fb5' } = options;
  const { title = `Pitch matrix of ${frameCount} frames` } = options;
  requirePositive('frameWidth', frameWidth);
  requirePositive('rowHeight', rowHeight);
  const left = MARGIN + LABEL_WIDTH;
  const right = left + frameCount * frameWidth;
  const bottom = MARGIN + rows.length * rowHeight;
  const width = right + MARGIN;
  const height = bottom + AXIS_HEIGHT;
  const x = (frame: number): number => left + frame * frameWidth;
  const y = (row: number): number => MARGIN + row * rowHeight;
  const fontSize = Math.min(11, rowHeight * 0.8);

  const rect = (at: { x: number; y: number; width: number; height: number }, fill: string, rest = ''): string =>
    `<rect x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}" fill="${fill}"${rest}/>`;
  const line = (x1: number, y1: number, x2: number, y2: number, stroke: string): string =>
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"/>`;
  const text = (tx: number, ty: number, anchor: string, content: string): string =>
    `<text x="${tx}" y="${ty}" text-anchor="${anchor}">${content}</text>`;

  const background = rows.map(({ isBlackKey }, row) => {
    const at = { x: left, y: y(row), width: right - left, height: rowHeight };
    return rect(at, isBlackKey ? BLACK_ROW : WHITE_ROW);
  });
  const frameLines = Array.from({ length: frameCount + 1 }, (_, frame) =>
    line(x(frame), MARGIN, x(frame), bottom, GRID),
  );
  const octaveLines = rows.flatMap(({ pitch }, row) =>
    pitch % 12 === 0 ? [line(left, y(row + 1), right, y(row + 1), OCTAVE_LINE)] : [],
  );
  const labels = rows.flatMap(({ name, isBlackKey }, row) =>
    isBlackKey ? [] : [text(left - 6, y(row) + rowHeight / 2 + fontSize * 0.36, 'end', name)],
  );
  const frameNumbers = Array.from({ length: frameCount }, (_, frame) =>
    text(x(frame) + frameWidth / 2, bottom + fontSize + 5, 'middle', String(frame + 1)),
  );
  const notes = rows.flatMap((row, rowIndex) =>
    noteRects(row, (frame) => ({
      x: x(frame) + 2,
      y: y(rowIndex) + 1.5,
      width: frameWidth - 4,
      height: rowHeight - 3,
    })).map((at) => rect(at, escapeXml(noteColor), ' rx="2"')),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    rect({ x: 0, y: 0, width, height }, PAPER),
    ...background,
    ...frameLines,
    ...octaveLines,
    `<g font-family="system-ui, sans-serif" font-size="${fontSize}" fill="${TEXT}">`,
    ...labels,
    ...frameNumbers,
    '</g>',
    ...notes,
    '</svg>',
  ].join('\n');
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function noteRects({ cells }: PictureRow, boxOf: (frame: number) => Box): Box[] {
  return cells.flatMap((isSet, frame) => (isSet ? [boxOf(frame)] : []));
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n -\uD7FF\uE000-\uFFFD]/g, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function requirePositive(argument: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new InvalidArgumentError(argument, `expected a number above 0, got ${value}`);
}
