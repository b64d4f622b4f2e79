import { createNoteTable, type Note, type NoteTable, PERCUSSION_CHANNEL } from '@midizero/midi';
import { type Layout, readLayout } from './layout.js';
import { NotationError } from './notation-error.js';
import { type Bar, readVoice } from './voice.js';

/** The most voices a text may have: each takes a channel below the percussion channel. */
export const MAX_VOICES: number = PERCUSSION_CHANNEL;

const LEADING_VELOCITY = 84;
const ACCOMPANYING_VELOCITY = 66;

/** Options of {@link parseNotation}. */
export interface ParseNotationOptions {
  /** Id of the piece, for error messages. @default 'untitled' */
  readonly piece?: string;
}

/**
 * Reads a text in the notation that the README describes. Every voice gets a track and a channel of its own, in the
 * order of first appearance; the first is a little louder than the others.
 * @returns notes in seconds from the beginning of the first bar
 * @throws NotationError for anything that is not notation, a bar of another length than the meter's, voices that do
 * not end together, a tie into a different note, and for more than {@link MAX_VOICES} voices
 */
export function parseNotation(text: string, { piece = 'untitled' }: ParseNotationOptions = {}): NoteTable {
  const layout = readLayout(text, piece);
  if (layout.voices.size > MAX_VOICES) {
    throw new NotationError(`${layout.voices.size} voices; there may be ${MAX_VOICES}`, { piece });
  }
  const voices = [...layout.voices].map(([voice, tokens]) => ({
    voice,
    bars: readVoice(layout, voice, tokens, piece),
  }));
  checkCommonEnd(voices, piece);
  return createNoteTable(voices.flatMap(({ voice, bars }, index) => voiceNotes(layout, voice, bars, index, piece)));
}

function checkCommonEnd(voices: readonly { voice: string; bars: readonly Bar[] }[], piece: string): void {
  const [first, ...others] = voices;
  for (const { voice, bars } of others) {
    if (bars.length !== first!.bars.length) {
      const what = `voice ${voice} has ${bars.length} bars, voice ${first!.voice} has ${first!.bars.length}`;
      throw new NotationError(what, { piece, voice });
    }
    const last = bars.at(-1);
    if (last?.ticks !== first!.bars.at(-1)?.ticks) {
      throw new NotationError(`voices ${voice} and ${first!.voice} end at different times in their last bar`, {
        piece,
        voice,
        bar: last?.number,
      });
    }
  }
}

function voiceNotes(layout: Layout, voice: string, bars: readonly Bar[], index: number, piece: string): Note[] {
  const notes: Note[] = [];
  let held = new Map<number, number>(); // pitch to the tick at which it began
  let tick = 0;
  const place = { piece, voice, bar: bars.at(-1)?.number };
  for (const bar of bars) {
    for (const event of bar.events) {
      const end = tick + event.ticks;
      if (held.size > 0 && !event.pitches.some((pitch) => held.has(pitch))) {
        const { line, column } = event.token;
        throw new NotationError('a tie leads here, but no note of it sounds on', {
          piece,
          voice,
          bar: bar.number,
          line,
          column,
        });
      }
      const tied = new Map<number, number>();
      for (const pitch of event.pitches) {
        const start = held.get(pitch) ?? tick;
        held.delete(pitch);
        if (event.tied) tied.set(pitch, start);
        else notes.push(makeNote(layout, pitch, start, end, index));
      }
      for (const [pitch, start] of held) notes.push(makeNote(layout, pitch, start, tick, index));
      held = tied;
      tick = end;
    }
  }
  if (held.size > 0) throw new NotationError('the last note is tied to nothing', place);
  return notes;
}

function makeNote(layout: Layout, pitch: number, startTick: number, endTick: number, voiceIndex: number): Note {
  return {
    startSeconds: startTick * layout.secondsPerTick,
    endSeconds: endTick * layout.secondsPerTick,
    pitch,
    velocity: voiceIndex === 0 ? LEADING_VELOCITY : ACCOMPANYING_VELOCITY,
    channel: voiceIndex,
    track: voiceIndex,
  };
}
