import { excerptNotes, type NoteTable } from '@midizero/midi';
import { cutWindows, groupFrames, KEY_COUNT, LOWEST_PITCH, type Windows } from '@midizero/pitch-matrix';
import { byId, svg } from '../dom.js';
import { pitchName } from '../text.js';
import type { PlaceInPiece } from './roll/overlay.js';

const CELL = 6;
const GAP = 10;
const ROW_GAP = 26;
const MOST_SHOWN = 12;
/** Onsets at the ends of the place found are in its windows. */
const MARGIN_SECONDS = 0.01;

/** Windows of the query and of the piece at the place found, as the network gets them: matrices of onsets by keys. */
export class WindowsView {
  readonly #section = byId('windows', HTMLElement);
  readonly #picture = byId('windows-picture', HTMLElement);
  readonly #caption = byId('windows-caption', HTMLElement);

  show(query: NoteTable, piece: NoteTable, place: PlaceInPiece): void {
    this.#section.hidden = false;
    const { startSeconds, endSeconds, transposition } = place;
    const found = excerptNotes(piece, startSeconds - MARGIN_SECONDS, endSeconds + MARGIN_SECONDS);
    const ofQuery = cutWindows(groupFrames(query), { step: 1, transposition: -transposition });
    const ofPiece = cutWindows(groupFrames(found), { step: 1 });
    const width = ofQuery.windowFrames * CELL + GAP;
    const fitting = Math.floor((this.#picture.clientWidth + GAP) / width);
    const shown = Math.max(1, Math.min(ofQuery.length, ofPiece.length, fitting, MOST_SHOWN));
    const keys = keysUsed(ofQuery, ofPiece);
    const rowHeight = (keys.highest - keys.lowest + 1) * CELL + ROW_GAP;
    const picture = svg('svg', {
      width: shown * width - GAP,
      height: 2 * rowHeight,
      role: 'img',
      'aria-label': `${shown} windows of yours above those of the piece`,
    });
    for (const [row, [label, windows]] of Object.entries({ you: ofQuery, 'the piece': ofPiece }).entries()) {
      const top = row * rowHeight;
      const group = svg('g', { class: windows === ofQuery ? 'query' : 'piece' });
      group.append(svg('text', { class: 'label', x: 0, y: top + 14 }, label));
      picture.append(group);
      for (let i = 0; i < shown; i++) {
        // Neighbours share all onsets but one, so the ones that are shown lie apart.
        const window = shown === 1 ? 0 : Math.round((i * (windows.length - 1)) / (shown - 1));
        group.append(...drawWindow(windows, window, keys, i * width, top + ROW_GAP - 6));
      }
    }
    this.#picture.replaceChildren(picture);
    this.#caption.textContent =
      `Not sound and not rhythm, but windows: ${ofQuery.windowFrames} onsets wide, ${KEY_COUNT} keys high ` +
      `(${pitchName(LOWEST_PITCH + keys.lowest)} to ${pitchName(LOWEST_PITCH + keys.highest)} shown). ` +
      'Each becomes 128 numbers, and windows of the same music lie close by those, also with wrong notes.';
  }

  hide(): void {
    this.#section.hidden = true;
  }
}

interface KeyRange {
  readonly lowest: number;
  readonly highest: number;
}

function drawWindow(
  windows: Windows,
  window: number,
  { lowest, highest }: KeyRange,
  x: number,
  y: number,
): SVGElement[] {
  const { windowFrames, data } = windows;
  const first = window * windowFrames * KEY_COUNT;
  let path = '';
  for (let frame = 0; frame < windowFrames; frame++) {
    for (let key = lowest; key <= highest; key++) {
      if (data[first + frame * KEY_COUNT + key] === 0) continue;
      path += `M${x + frame * CELL + 0.5} ${y + (highest - key) * CELL + 0.5}h${CELL - 1}v${CELL - 1}h${1 - CELL}z`;
    }
  }
  const size = { width: windowFrames * CELL, height: (highest - lowest + 1) * CELL };
  return [svg('rect', { class: 'window', x, y, ...size, rx: 2 }), svg('path', { class: 'cells', d: path })];
}

/** Lowest and highest key that is down in any window, as columns, with one key around. */
function keysUsed(...all: readonly Windows[]): KeyRange {
  let lowest = KEY_COUNT - 1;
  let highest = 0;
  for (const { data } of all) {
    for (let i = 0; i < data.length; i++) {
      if (data[i] === 0) continue;
      lowest = Math.min(lowest, i % KEY_COUNT);
      highest = Math.max(highest, i % KEY_COUNT);
    }
  }
  return { lowest: Math.max(0, Math.min(lowest, highest) - 1), highest: Math.min(KEY_COUNT - 1, highest + 1) };
}
