import type { FrameStatistics, Histogram } from '../distribution/statistics.js';
import { escapeXml, round, svgDocument } from './svg.js';

/** Options of {@link histogramPicture}. */
export interface HistogramPictureOptions {
  readonly title: string;
  /** What the values are, written below them. */
  readonly valueLabel: string;
  /** First and last value shown. @default the first and last that occur */
  readonly range?: readonly [first: number, last: number];
  /** Every how many values one is written. @default enough for about 12 */
  readonly labelStep?: number;
}

const WIDTH = 640;
const HEIGHT = 260;
const MARGIN = { left: 52, right: 12, top: 34, bottom: 42 } as const;
/** Distances of grid lines that read well, times a power of ten. */
const ROUND_STEPS = [1, 2, 5, 10] as const;
const GRID_LINES_MAX = 5;
const LABELS = 12;

/** A bar for each value's share, as an SVG document. */
export function histogramPicture(histogram: Histogram, options: HistogramPictureOptions): string {
  return svgDocument(WIDTH, HEIGHT, options.title, histogramPanel(histogram, options));
}

/** Pitches and note counts of frames, one above the other, as an SVG document. */
export function frameStatisticsPicture(
  { pitches, noteCounts }: FrameStatistics,
  { title }: { readonly title: string },
): string {
  const panels = [
    histogramPanel(pitches, { title: `${title}: pitches`, valueLabel: 'MIDI note number' }),
    histogramPanel(noteCounts, { title: `${title}: notes a frame`, valueLabel: 'notes' }),
  ];
  const body = panels.flatMap((panel, row) => [`<g transform="translate(0 ${row * HEIGHT})">`, ...panel, '</g>']);
  return svgDocument(WIDTH, panels.length * HEIGHT, title, body);
}

function histogramPanel(histogram: Histogram, options: HistogramPictureOptions): string[] {
  const { counts, total, mean, std } = histogram;
  const [first, last] = options.range ?? occurringRange(counts);
  const bars = last - first + 1;
  const { labelStep = Math.max(1, Math.ceil(bars / LABELS)) } = options;
  const shares = Array.from({ length: bars }, (_, i) => (total > 0 ? (counts[first + i] ?? 0) / total : 0));
  const step = gridStep(Math.max(...shares));
  const lines = Math.max(1, Math.ceil(Math.max(...shares) / step));
  const top = lines * step;
  const plotWidth = WIDTH - MARGIN.left - MARGIN.right;
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const bottom = MARGIN.top + plotHeight;
  const barWidth = plotWidth / bars;
  const body = [`<text x="${MARGIN.left}" y="20" font-size="14">${escapeXml(options.title)}</text>`];
  if (total > 0) {
    body.push(
      `<text x="${WIDTH - MARGIN.right}" y="20" text-anchor="end" fill="#777">mean ${round(mean)}, standard deviation ${round(std)}</text>`,
    );
  }
  for (let line = 0; line <= lines; line++) {
    const y = round(bottom - (plotHeight * line) / lines);
    body.push(
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y}" y2="${y}" stroke="#ddd"/>`,
      `<text x="${MARGIN.left - 6}" y="${y}" dy="4" text-anchor="end">${Number((100 * line * step).toPrecision(3))} %</text>`,
    );
  }
  for (const [i, share] of shares.entries()) {
    const x = MARGIN.left + i * barWidth;
    const height = (plotHeight * share) / top;
    if (share > 0) {
      body.push(
        `<rect x="${round(x + barWidth * 0.1)}" y="${round(bottom - height)}" width="${round(barWidth * 0.8)}" height="${round(height)}" fill="#3b6ea5"/>`,
      );
    }
    if ((first + i) % labelStep === 0) {
      body.push(`<text x="${round(x + barWidth / 2)}" y="${bottom + 15}" text-anchor="middle">${first + i}</text>`);
    }
  }
  body.push(
    `<text x="${MARGIN.left + plotWidth / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeXml(options.valueLabel)}</text>`,
  );
  return body;
}

function occurringRange(counts: Float64Array): [first: number, last: number] {
  const first = counts.findIndex((count) => count > 0);
  return first < 0 ? [0, 0] : [first, counts.findLastIndex((count) => count > 0)];
}

/** The smallest round distance that reaches `largest` in a few lines. */
function gridStep(largest: number): number {
  if (!(largest > 0)) return 1;
  let power = 1;
  while (power * GRID_LINES_MAX > largest) power /= 10;
  return power * ROUND_STEPS.find((step) => power * step * GRID_LINES_MAX >= largest)!;
}
