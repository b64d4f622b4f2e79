/** A number measured at a step. */
export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

export interface TrainingCurveOptions {
  /** @default 'Training' */
  readonly title?: string;
  /** Names what `validations` are. @default 'validation' */
  readonly validationName?: string;
}

const WIDTH = 800;
const HEIGHT = 400;
const MARGIN = { left: 64, right: 64, top: 36, bottom: 44 } as const;
/** Points drawn at most: a mean for each of so many parts of the training. */
const BUCKETS = 400;
const TICKS = 5;

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly at: (value: number) => number;
}

/**
 * Draws the course of a training as an SVG image: losses as a line (means of neighbouring steps where there are many) on
 * the left axis, validations as points on the right axis.
 */
export function trainingCurve(
  losses: readonly CurvePoint[],
  validations: readonly CurvePoint[] = [],
  { title = 'Training', validationName = 'validation' }: TrainingCurveOptions = {},
): string {
  const line = bucketMeans(losses);
  const steps = linearScale([0, ...losses.map(({ step }) => step)], MARGIN.left, WIDTH - MARGIN.right);
  const [bottom, top] = [HEIGHT - MARGIN.bottom, MARGIN.top];
  const loss = linearScale([0, ...line.map(({ value }) => value)], bottom, top);
  const measured = linearScale([0, ...validations.map(({ value }) => value)], bottom, top);
  const points = (curve: readonly CurvePoint[], scale: Scale): string[] =>
    curve.map(({ step, value }) => `${round(steps.at(step))},${round(scale.at(value))}`);
  const dots = points(validations, measured).map((point) => {
    const [x, y] = point.split(',');
    return `<circle cx="${x}" cy="${y}" r="3" fill="#c2410c"/>`;
  });
  const rightAxis =
    validations.length === 0
      ? []
      : [...verticalTicks(measured, WIDTH - MARGIN.right + 6, 'start'), label(WIDTH - 8, 20, 'end', validationName)];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    label(WIDTH / 2, 20, 'middle', title),
    label(8, 20, 'start', 'loss'),
    label(WIDTH / 2, HEIGHT - 8, 'middle', 'step'),
    ...verticalTicks(loss, MARGIN.left - 6, 'end'),
    ...ticks(steps).map((value) => label(steps.at(value), HEIGHT - MARGIN.bottom + 18, 'middle', format(value))),
    `<path d="M${MARGIN.left} ${top}V${bottom}H${WIDTH - MARGIN.right}" fill="none" stroke="#888"/>`,
    `<polyline points="${points(line, loss).join(' ')}" fill="none" stroke="#1d4ed8" stroke-width="1.5"/>`,
    ...dots,
    ...rightAxis,
    '</svg>',
  ].join('\n')}\n`;
}

function bucketMeans(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const size = Math.max(1, Math.ceil(points.length / BUCKETS));
  const count = Math.ceil(points.length / size);
  return Array.from({ length: count }, (_, index) => {
    const bucket = points.slice(index * size, (index + 1) * size);
    const mean = (of: (point: CurvePoint) => number): number =>
      bucket.reduce((sum, point) => sum + of(point), 0) / bucket.length;
    return { step: mean(({ step }) => step), value: mean(({ value }) => value) };
  });
}

function linearScale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  const span = high - low || 1;
  return { low, high: low + span, at: (value) => from + ((value - low) / span) * (to - from) };
}

function ticks({ low, high }: Scale): readonly number[] {
  return Array.from({ length: TICKS }, (_, index) => low + ((high - low) * index) / (TICKS - 1));
}

function verticalTicks(scale: Scale, x: number, anchor: 'start' | 'end'): readonly string[] {
  return ticks(scale).map((value) => label(x, scale.at(value) + 4, anchor, format(value)));
}

function label(x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#333">${escaped}</text>`;
}

function format(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
