import { createNoteTable, type NoteTable } from '@midizero/midi';
import { frameSeconds, framesOf } from '../posteriors/network-contract.js';
import type { NoteDecoding } from './decoding.js';
import { dropGhosts } from './ghosts.js';
import { joinSplitNotes } from './join-split-notes.js';
import { oneAtATime } from './one-at-a-time.js';
import type { TrackedNote } from './tracked-note.js';

/** What is left of tracked notes once ghosts, splinters and overlaps have been dealt with, as a table. */
export function shapeNotes(tracked: readonly TrackedNote[], decoding: NoteDecoding): NoteTable {
  const inRange = tracked.filter(({ pitch }) => pitch >= decoding.lowestPitch && pitch <= decoding.highestPitch);
  const joined = joinSplitNotes(inRange, decoding);
  const heard = dropGhosts(joined, decoding);
  const shaped = decoding.monophonic ? oneAtATime(heard) : heard;
  const shortest = framesOf(decoding.shortestSeconds);
  return createNoteTable(
    shaped
      .filter(({ startFrame, endFrame }) => endFrame - startFrame >= shortest)
      .map(({ startFrame, endFrame, pitch, strength }) => ({
        startSeconds: frameSeconds(startFrame),
        endSeconds: frameSeconds(endFrame),
        pitch,
        velocity: Math.min(127, Math.max(1, Math.round(127 * strength))),
      })),
  );
}
