import { HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';
import type { Sample } from '../samples/training-data.js';
import { escapeXml, round, svgDocument } from './svg.js';

/** Options of {@link samplesPicture}. */
export interface SamplesPictureOptions {
  readonly title: string;
  /** Pictures in a row. @default 8 */
  readonly columns?: number;
}

const CELL_WIDTH = 8;
const CELL_HEIGHT = 2.5;
const GAP = 14;
const TOP = 32;
/** Height of a whole keyboard. */
const PANEL_HEIGHT = (HIGHEST_PITCH - LOWEST_PITCH + 1) * CELL_HEIGHT;
/** The C of each octave, by which one finds one's way. */
const LINES = [24, 36, 48, 60, 72, 84, 96, 108] as const;

/** Samples side by side as an SVG document: frames from left to right, pitches from below. Middle C has the darker line. */
export function samplesPicture(samples: readonly Sample[], options: SamplesPictureOptions): string {
  const { title, columns = 8 } = options;
  const frames = samples.reduce((most, sample) => Math.max(most, sample.length), 1);
  const panelWidth = frames * CELL_WIDTH;
  const inRow = Math.max(1, Math.min(columns, samples.length));
  const rows = Math.ceil(samples.length / inRow);
  const body = [`<text x="${GAP}" y="20" font-size="14">${escapeXml(title)}</text>`];
  for (const [index, sample] of samples.entries()) {
    const x = GAP + (index % inRow) * (panelWidth + GAP);
    const y = TOP + Math.floor(index / inRow) * (PANEL_HEIGHT + GAP);
    body.push(`<g transform="translate(${round(x)} ${round(y)})">`, ...panel(sample, panelWidth), '</g>');
  }
  const width = GAP + inRow * (panelWidth + GAP);
  return svgDocument(width, TOP + rows * (PANEL_HEIGHT + GAP), title, body);
}

function panel(sample: Sample, width: number): string[] {
  const parts = [`<rect width="${width}" height="${PANEL_HEIGHT}" fill="#f6f6f3"/>`];
  for (const pitch of LINES) {
    const y = round(rowTop(pitch) + CELL_HEIGHT / 2);
    parts.push(
      `<line x2="${width}" y1="${y}" y2="${y}" stroke="${pitch === 60 ? '#999' : '#ddd'}" stroke-width="0.6"/>`,
    );
  }
  for (const [frame, pitches] of sample.entries()) {
    for (const pitch of pitches) {
      const x = frame * CELL_WIDTH + 0.5;
      parts.push(
        `<rect x="${x}" y="${round(rowTop(pitch))}" width="${CELL_WIDTH - 1}" height="${CELL_HEIGHT}" fill="#234e7a"/>`,
      );
    }
  }
  return parts;
}

function rowTop(pitch: number): number {
  return (HIGHEST_PITCH - pitch) * CELL_HEIGHT;
}
