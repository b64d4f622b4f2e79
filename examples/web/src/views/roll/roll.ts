import { iterateNotes, type NoteTable } from '@midizero/midi';
import { svg } from '../../dom.js';
import { clock, pitchName } from '../../text.js';
import type { OverlaidNote, PlaceInPiece } from './overlay.js';

const LEAD_SECONDS = 1.5;
const TAIL_SECONDS = 4;
const FEWEST_PIXELS_PER_SECOND = 44;
const AXIS_PIXELS = 20;
const LABEL_PIXELS = 30;
const PICTURE_PIXELS = 250;
const FEWEST_ROWS = 24;

/** A passage of a piece as a piano roll, with the query's notes laid over it. */
export class RollView {
  readonly #root: HTMLElement;
  #playhead: SVGLineElement | undefined;
  #toX: (seconds: number) => number = () => 0;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.tabIndex = 0; // so that the arrow keys can scroll it
  }

  show(piece: NoteTable, overlay: readonly OverlaidNote[], place: PlaceInPiece): void {
    const fromSeconds = Math.max(0, place.startSeconds - LEAD_SECONDS);
    const toSeconds = place.endSeconds + TAIL_SECONDS;
    const notes = [...iterateNotes(piece)].filter(
      (note) => note.endSeconds > fromSeconds && note.startSeconds < toSeconds,
    );
    const { lowest, highest } = pitchRange([...notes, ...overlay]);
    const rowPixels = PICTURE_PIXELS / (highest - lowest + 1);
    const room = this.#root.clientWidth - LABEL_PIXELS;
    const pixelsPerSecond = Math.max(FEWEST_PIXELS_PER_SECOND, room / (toSeconds - fromSeconds));
    const width = LABEL_PIXELS + (toSeconds - fromSeconds) * pixelsPerSecond;
    const toX = (seconds: number): number => LABEL_PIXELS + (seconds - fromSeconds) * pixelsPerSecond;
    const toY = (pitch: number): number => (highest - pitch) * rowPixels;
    const bar = (kind: string, note: OverlaidNote | PieceNote, inset: number): SVGRectElement => {
      const x = Math.max(LABEL_PIXELS, toX(note.startSeconds));
      return svg('rect', {
        class: kind,
        x: x.toFixed(1),
        y: (toY(note.pitch) + inset * rowPixels).toFixed(1),
        width: Math.max(3, toX(note.endSeconds) - x - 1).toFixed(1),
        height: ((1 - 2 * inset) * rowPixels).toFixed(1),
        rx: 2,
      });
    };
    this.#playhead = svg('line', { class: 'playhead', y1: 0, y2: PICTURE_PIXELS, visibility: 'hidden' });
    this.#toX = toX;
    const height = PICTURE_PIXELS + AXIS_PIXELS;
    const agreed = overlay.filter(({ isInPiece }) => isInPiece).length;
    this.#root.replaceChildren(
      svg(
        'svg',
        {
          width: width.toFixed(0),
          height,
          viewBox: `0 0 ${width.toFixed(0)} ${height}`,
          role: 'img',
          'aria-label': `${agreed} of your ${overlay.length} notes are the piece's own, from ${clock(place.startSeconds)} to ${clock(place.endSeconds)}`,
        },
        svg('rect', {
          class: 'passage',
          x: toX(place.startSeconds).toFixed(1),
          y: 0,
          width: Math.max(2, (place.endSeconds - place.startSeconds) * pixelsPerSecond).toFixed(1),
          height: PICTURE_PIXELS,
        }),
        ...octaveLines(lowest, highest, (pitch) => toY(pitch) + rowPixels, width),
        ...secondTicks(fromSeconds, toSeconds, toX),
        ...notes.map((note) => bar('piece', note, 0.06)),
        ...overlay.map((note) => bar(note.isInPiece ? 'both' : 'query', note, 0.12)),
        this.#playhead,
      ),
    );
    this.#root.scrollLeft = 0;
  }

  /** Moves the playhead, and the picture with it. @param seconds place in the piece; undefined hides it */
  follow(seconds: number | undefined): void {
    const playhead = this.#playhead;
    if (playhead === undefined) return;
    playhead.setAttribute('visibility', seconds === undefined ? 'hidden' : 'visible');
    if (seconds === undefined) return;
    const x = this.#toX(seconds);
    playhead.setAttribute('x1', x.toFixed(1));
    playhead.setAttribute('x2', x.toFixed(1));
    const right = this.#root.scrollLeft + this.#root.clientWidth;
    if (x > right - 40) this.#root.scrollLeft = x - LABEL_PIXELS - 40;
  }
}

interface PieceNote {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly pitch: number;
}

function pitchRange(notes: readonly { readonly pitch: number }[]): { lowest: number; highest: number } {
  let lowest = notes.reduce((low, { pitch }) => Math.min(low, pitch), 127) - 1;
  let highest = notes.reduce((high, { pitch }) => Math.max(high, pitch), 0) + 1;
  const missing = Math.max(0, FEWEST_ROWS - (highest - lowest + 1));
  lowest -= Math.floor(missing / 2);
  highest += Math.ceil(missing / 2);
  return { lowest, highest };
}

function octaveLines(lowest: number, highest: number, toY: (pitch: number) => number, width: number): SVGElement[] {
  const lines: SVGElement[] = [];
  for (let c = Math.ceil(lowest / 12) * 12; c <= highest; c += 12) {
    lines.push(svg('line', { class: 'octave', x1: LABEL_PIXELS, x2: width.toFixed(0), y1: toY(c), y2: toY(c) }));
    lines.push(svg('text', { class: 'label', x: LABEL_PIXELS - 6, y: toY(c) - 1, 'text-anchor': 'end' }, pitchName(c)));
  }
  return lines;
}

function secondTicks(fromSeconds: number, toSeconds: number, toX: (seconds: number) => number): SVGElement[] {
  const step = toX(1) - toX(0) > 60 ? 1 : 2;
  const ticks: SVGElement[] = [];
  for (let second = Math.ceil(fromSeconds / step) * step; second < toSeconds; second += step) {
    const x = toX(second).toFixed(1);
    ticks.push(svg('line', { class: 'tick', x1: x, x2: x, y1: 0, y2: PICTURE_PIXELS }));
    ticks.push(svg('text', { class: 'label', x, y: PICTURE_PIXELS + 15, 'text-anchor': 'middle' }, clock(second)));
  }
  return ticks;
}
