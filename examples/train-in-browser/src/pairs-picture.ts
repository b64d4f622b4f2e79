import { svg } from '@midizero/example-web/dom';
import { KEY_COUNT, WINDOW_FRAMES } from '@midizero/pitch-matrix';
import type { ShownPairs } from './protocol.js';

const CELL = 2.6;
const GAP = 8;

/** Pairs of windows, each anchor above its positive. */
export function showPairs(root: HTMLElement, { count, anchors, positives }: ShownPairs): void {
  const width = WINDOW_FRAMES * CELL;
  const height = KEY_COUNT * CELL;
  const picture = svg('svg', {
    viewBox: `0 0 ${count * (width + GAP) - GAP} ${2 * height + GAP}`,
    role: 'img',
    'aria-label': `${count} generated windows above their damaged copies`,
  });
  for (const [row, data] of [anchors, positives].entries()) {
    for (let window = 0; window < count; window++) {
      const x = window * (width + GAP);
      const y = row * (height + GAP);
      picture.append(
        svg('rect', { class: 'window', x, y, width, height, rx: 2 }),
        svg('path', { class: row === 0 ? 'anchor' : 'positive', d: cellsPath(data, window, x, y) }),
      );
    }
  }
  root.replaceChildren(picture);
}

function cellsPath(data: Float32Array, window: number, x: number, y: number): string {
  let path = '';
  for (let frame = 0; frame < WINDOW_FRAMES; frame++) {
    for (let key = 0; key < KEY_COUNT; key++) {
      if (data[(window * WINDOW_FRAMES + frame) * KEY_COUNT + key] === 0) continue;
      path += `M${(x + frame * CELL).toFixed(1)} ${(y + (KEY_COUNT - 1 - key) * CELL).toFixed(1)}h${CELL}v${CELL}h${-CELL}z`;
    }
  }
  return path;
}
