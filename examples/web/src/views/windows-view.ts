import { KEY_COUNT, LOWEST_PITCH, type Windows } from '@midizero/pitch-matrix';
import { svg } from '../dom.js';
import { count, pitchName } from '../text.js';

const CELL = 5;
const GAP = 8;
const MOST_WINDOWS = 16;

/** The latest windows of a query: matrices of frames by keys, as the network gets them. */
export function showWindows(picture: HTMLElement, caption: HTMLElement, windows: Windows): void {
  const { windowFrames, length } = windows;
  const fitting = Math.floor((picture.clientWidth + GAP) / (windowFrames * CELL + GAP));
  const shown = Math.min(length, MOST_WINDOWS, Math.max(1, fitting));
  const size = windowFrames * KEY_COUNT;
  const first = length - shown;
  const cells = windows.data.subarray(first * size);
  const { lowest, highest } = keysUsed(cells);
  const rows = highest - lowest + 1;
  const children: SVGElement[] = [];
  for (let window = 0; window < shown; window++) {
    const x0 = window * (windowFrames * CELL + GAP);
    children.push(
      svg('rect', { class: 'window', x: x0, y: 0, width: windowFrames * CELL, height: rows * CELL, rx: 2 }),
    );
    let path = '';
    for (let frame = 0; frame < windowFrames; frame++) {
      for (let key = lowest; key <= highest; key++) {
        if (cells[window * size + frame * KEY_COUNT + key] === 0) continue;
        path += `M${x0 + frame * CELL + 0.5} ${(highest - key) * CELL + 0.5}h${CELL - 1}v${CELL - 1}h${1 - CELL}z`;
      }
    }
    children.push(svg('path', { class: 'cells', d: path }));
  }
  const width = shown * (windowFrames * CELL + GAP) - GAP;
  picture.replaceChildren(
    svg(
      'svg',
      {
        width,
        height: rows * CELL,
        viewBox: `0 0 ${width} ${rows * CELL}`,
        role: 'img',
        'aria-labelledby': caption.id,
      },
      ...children,
    ),
  );
  const which = shown < length ? `the last ${shown} of ${count(length, 'window')}` : count(length, 'window');
  caption.textContent =
    `Your notes as ${which}: ${windowFrames} onsets wide, ${KEY_COUNT} keys high, without length or rhythm ` +
    `(shown from ${pitchName(LOWEST_PITCH + lowest)} to ${pitchName(LOWEST_PITCH + highest)}). ` +
    'Each becomes 128 numbers, and pieces are compared by those.';
}

/** Lowest and highest key that is down anywhere, as columns. */
function keysUsed(cells: Float32Array): { lowest: number; highest: number } {
  let lowest = KEY_COUNT - 1;
  let highest = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === 0) continue;
    lowest = Math.min(lowest, i % KEY_COUNT);
    highest = Math.max(highest, i % KEY_COUNT);
  }
  return { lowest: Math.max(0, Math.min(lowest, highest) - 1), highest: Math.min(KEY_COUNT - 1, highest + 1) };
}
