import { iterateNotes, type NoteTable } from '@midizero/midi';
import { svg } from '../../dom.js';
import { clock } from '../../text.js';
import type { PlaceInPiece } from './overlay.js';

const WIDTH = 1000;
const HEIGHT = 34;

/** The whole piece in a strip, with the passage marked. */
export function showOverview(root: HTMLElement, piece: NoteTable, place: PlaceInPiece): void {
  const duration = piece.endSeconds.reduce((latest, end) => Math.max(latest, end), 1e-3);
  const lowest = piece.pitch.reduce((low, pitch) => Math.min(low, pitch), 127);
  const highest = piece.pitch.reduce((high, pitch) => Math.max(high, pitch), 0);
  const toX = (seconds: number): number => (WIDTH * seconds) / duration;
  const rowHeight = HEIGHT / (highest - lowest + 1);
  // One path for all notes: a long piece has thousands.
  const path = Array.from(iterateNotes(piece), ({ startSeconds, endSeconds, pitch }) => {
    const width = Math.max(1, toX(endSeconds - startSeconds));
    return `M${toX(startSeconds).toFixed(1)} ${((highest - pitch + 0.5) * rowHeight).toFixed(1)}h${width.toFixed(1)}`;
  }).join('');
  root.replaceChildren(
    svg(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': `The passage in the whole piece of ${clock(duration)}`,
      },
      svg('path', { class: 'piece-line', d: path, 'stroke-width': Math.max(1.2, rowHeight * 0.8).toFixed(1) }),
      svg('rect', {
        class: 'passage-mark',
        x: toX(place.startSeconds).toFixed(1),
        y: 1,
        width: Math.max(6, toX(place.endSeconds - place.startSeconds)).toFixed(1),
        height: HEIGHT - 2,
        rx: 3,
      }),
    ),
  );
}
