import { isBlackKey, keyLabels, keyStripes, shownPitches } from './keyboard-rows.js';
import { type Box, line, pictureColors, rect, svgDocument, text, textGroup } from './svg-elements.js';

/** How a note is drawn: a full box, an empty box, or a cross. They differ in form, so that colour is not needed. */
export type NoteMark = 'filled' | 'hollow' | 'cross';

/** An onset in a piano roll. */
export interface RollNote {
  /** MIDI note number, 21 to 108. */
  readonly pitch: number;
  /** Place on the axis that all rolls share, in seconds. */
  readonly seconds: number;
  readonly mark: NoteMark;
}

/** A piano roll of onsets. */
export interface Roll {
  readonly name: string;
  readonly notes: readonly RollNote[];
  /** Labels of its own below it. */
  readonly ticks: readonly { readonly seconds: number; readonly label: string }[];
}

/** What {@link rollsToSvg} draws. */
export interface RollsPicture {
  /** What the picture shows; stands above it. */
  readonly title: string;
  /** From top to bottom. */
  readonly rolls: readonly Roll[];
  /** Places of the first roll and those of the second that belong together. @default none */
  readonly links?: readonly { readonly from: number; readonly to: number }[];
  /** What the marks mean. */
  readonly legend: readonly { readonly mark: NoteMark; readonly label: string }[];
}

const LABEL_WIDTH = 40;
const MARGIN = 12;
const TITLE_HEIGHT = 26;
const LEGEND_HEIGHT = 26;
const ROLL_NAME_HEIGHT = 18;
const AXIS_HEIGHT = 20;
const LINK_HEIGHT = 34;
const ROW_HEIGHT = 7;
const FONT_SIZE = 11;
const NOTE_WIDTH = 9;
const NARROWEST = 560;
const WIDEST = 6000;
const SECOND_WIDTH = 90;

const markColors: Readonly<Record<NoteMark, string>> = {
  filled: pictureColors.note,
  hollow: '#a65c00',
  cross: '#b3261e',
};

/**
 * Piano rolls one above the other on one axis of time and one range of pitches, with lines between what belongs together.
 * @returns an SVG document
 */
export function rollsToSvg({ title, rolls, links = [], legend }: RollsPicture): string {
  const pitches = shownPitches(pitchesOf(rolls));
  const times = rolls.flatMap(({ notes, ticks }) => [...notes, ...ticks].map(({ seconds }) => seconds));
  const firstSecond = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const lastSecond = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const length = Math.max(0.1, times.length === 0 ? 0 : lastSecond - firstSecond);
  const width = Math.min(WIDEST, Math.max(NARROWEST, length * SECOND_WIDTH)) + 2 * NOTE_WIDTH;
  const rollHeight = pitches.length * ROW_HEIGHT;
  const pitchAbove = pitches[0]!;
  const left = MARGIN + LABEL_WIDTH;
  const x = (seconds: number): number =>
    rounded(left + NOTE_WIDTH + ((seconds - firstSecond) / length) * (width - 2 * NOTE_WIDTH));
  const stride = ROLL_NAME_HEIGHT + rollHeight + AXIS_HEIGHT + LINK_HEIGHT;
  const areas = rolls.map((_, i): Box => {
    const y = MARGIN + TITLE_HEIGHT + LEGEND_HEIGHT + ROLL_NAME_HEIGHT + i * stride;
    return { x: left, y, width, height: rollHeight };
  });
  const height = MARGIN + TITLE_HEIGHT + LEGEND_HEIGHT + rolls.length * stride - LINK_HEIGHT + MARGIN;
  const elements = rolls.flatMap((roll, i) => drawRoll(roll, areas[i]!, { pitches, pitchAbove, x }));
  const [upper, lower] = areas;
  const linkLines =
    upper === undefined || lower === undefined
      ? []
      : links.map(({ from, to }) => {
          const start = upper.y + upper.height + AXIS_HEIGHT;
          return line(x(from), start, x(to), lower.y - ROLL_NAME_HEIGHT, pictureColors.octaveLine);
        });
  return svgDocument({ width: rounded(left + width + MARGIN), height }, title, [
    ...textGroup(FONT_SIZE + 2, [text(left, MARGIN + FONT_SIZE + 2, 'start', title)]),
    ...drawLegend(legend, left, MARGIN + TITLE_HEIGHT + LEGEND_HEIGHT / 2),
    ...linkLines,
    ...elements,
  ]);
}

interface RollScale {
  /** Rows from high to low. */
  readonly pitches: readonly number[];
  readonly pitchAbove: number;
  readonly x: (seconds: number) => number;
}

function drawRoll({ name, notes, ticks }: Roll, area: Box, { pitches, pitchAbove, x }: RollScale): string[] {
  const bottom = area.y + area.height;
  const isNamed = (pitch: number): boolean => pitch % 12 === 0 || (pitches.length <= 25 && !isBlackKey(pitch));
  return [
    ...keyStripes(pitches, area),
    ...ticks.map(({ seconds }) => line(x(seconds), area.y, x(seconds), bottom, pictureColors.grid)),
    ...textGroup(FONT_SIZE, [
      text(area.x, area.y - 5, 'start', name),
      ...keyLabels(pitches, area, Math.min(FONT_SIZE, ROW_HEIGHT + 2), isNamed),
      ...ticks.map(({ seconds, label }) => text(x(seconds), bottom + FONT_SIZE + 3, 'middle', label)),
    ]),
    ...notes.map(({ pitch, seconds, mark }) =>
      drawMark(mark, x(seconds), area.y + (pitchAbove - pitch + 0.5) * ROW_HEIGHT),
    ),
  ];
}

/** A mark whose left edge, the onset, is at `x`. */
function drawMark(mark: NoteMark, x: number, middle: number): string {
  const color = markColors[mark];
  const top = rounded(middle - 3);
  switch (mark) {
    case 'filled':
      return rect({ x, y: top, width: NOTE_WIDTH, height: 6 }, color, ' rx="1.5"');
    case 'hollow':
      return rect(
        { x, y: top, width: NOTE_WIDTH, height: 6 },
        pictureColors.paper,
        ` stroke="${color}" stroke-width="1.4"`,
      );
    case 'cross':
      return `<path d="M${x} ${top}l6 6m0 -6l-6 6" stroke="${color}" stroke-width="1.8" fill="none"/>`;
  }
}

function drawLegend(legend: RollsPicture['legend'], left: number, middle: number): string[] {
  let x = left;
  return legend.flatMap(({ mark, label }) => {
    const at = x;
    x += NOTE_WIDTH + 30 + label.length * FONT_SIZE * 0.56;
    return [
      drawMark(mark, at, middle),
      ...textGroup(FONT_SIZE, [text(at + NOTE_WIDTH + 6, middle + FONT_SIZE * 0.36, 'start', label)]),
    ];
  });
}

function* pitchesOf(rolls: readonly Roll[]): Generator<number> {
  for (const { notes } of rolls) for (const { pitch } of notes) yield pitch;
}

/** Hundredths of a pixel are fine enough. */
function rounded(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
