import { InvalidArgumentError } from '@midizero/core';
import type { MidiEvent } from 'midi-file';
import type { Division } from '../division.js';
import type { NoteTable } from '../note-table.js';
import { createTempoMap, type TempoMap } from '../tempo-map.js';
import { encodeFile } from './encode-file.js';

// Delta times have 28 bits, the number of tracks 16, tempos 24, the division 15.
const MAX_TICK = 2 ** 28 - 1;
const MAX_TRACKS = 65_535;
const MAX_TEMPO = 2 ** 24 - 1;
const MAX_TICKS_PER_QUARTER = 2 ** 15 - 1;

/** Options of {@link writeMidi}. */
export interface WriteMidiOptions {
  /**
   * The ticks that times are rounded to, and the tempo changes that are written, up to tick 2^28 - 1. Unless given, a
   * tick is half a millisecond: 1000 ticks a quarter note at 120 beats a minute.
   */
  readonly tempoMap?: TempoMap;
  /**
   * Names of the tracks, from track 0 on; written as UTF-8.
   * @default []
   */
  readonly trackNames?: readonly string[];
}

/**
 * Writes notes as a standard MIDI file: of format 0 where all are of track 0, else of format 1. Read again, every
 * note has its pitch, velocity, channel and track, and its start and end within half a tick. Where a note of one track,
 * channel and pitch lies inside another one, their ends come back in the order of their starts.
 * @throws InvalidArgumentError for notes more than 2^28 - 1 ticks from the start, more than 65,535 tracks, or a tempo
 * map that the format has no numbers for
 */
export function writeMidi(notes: NoteTable, options: WriteMidiOptions = {}): Uint8Array {
  const { tempoMap = createTempoMap({ kind: 'metrical', ticksPerQuarter: 1000 }), trackNames = [] } = options;
  const trackCount = notes.track.reduce((count, track) => Math.max(count, track + 1), Math.max(1, trackNames.length));
  if (trackCount > MAX_TRACKS) {
    throw new InvalidArgumentError('notes', `a file can have ${MAX_TRACKS} tracks, got ${trackCount}`);
  }
  const tracks = Array.from({ length: trackCount }, (_, track) => openingEvents(trackNames[track]));
  for (const { tick: exactTick, microsecondsPerQuarter } of tempoMap.changes()) {
    const tick = Math.round(exactTick);
    // No note can be there.
    if (tick > MAX_TICK) break;
    const microsecondsPerBeat = requireWhole('microsecondsPerQuarter', microsecondsPerQuarter, MAX_TEMPO);
    tracks[0]!.push({ tick, event: { deltaTime: 0, type: 'setTempo', microsecondsPerBeat } });
  }
  for (const { row, isOn, tick } of noteEvents(notes, tempoMap)) {
    const event: MidiEvent = {
      deltaTime: 0,
      type: isOn ? 'noteOn' : 'noteOff',
      channel: notes.channel[row]!,
      noteNumber: notes.pitch[row]!,
      velocity: isOn ? notes.velocity[row]! : 64,
    };
    tracks[notes.track[row]!]!.push({ tick, event });
  }
  const header = { format: trackCount === 1 ? 0 : 1, timeDivision: divisionField(tempoMap.division) } as const;
  return encodeFile(header, tracks.map(withDeltaTimes));
}

interface TimedEvent {
  readonly tick: number;
  readonly event: MidiEvent;
}

function openingEvents(name: string | undefined): TimedEvent[] {
  if (name === undefined || name === '') return [];
  // The encoder writes one byte a character.
  const text = Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join('');
  return [{ tick: 0, event: { deltaTime: 0, type: 'trackName', text } }];
}

interface NoteEvent {
  readonly row: number;
  readonly isOn: boolean;
  readonly tick: number;
}

/**
 * Note-ons and note-offs in order of time. At one tick, notes end before others begin, and notes without length come
 * between: each note-off then finds its own note, as the one of its key that has sounded longest.
 */
function noteEvents(notes: NoteTable, tempoMap: TempoMap): NoteEvent[] {
  const ranked: { event: NoteEvent; rank: number }[] = [];
  for (let row = 0; row < notes.length; row++) {
    const startTick = roundedTick(tempoMap, notes.startSeconds[row]!, row);
    const endTick = roundedTick(tempoMap, notes.endSeconds[row]!, row);
    const hasLength = endTick > startTick;
    ranked.push({ event: { row, isOn: true, tick: startTick }, rank: hasLength ? 2 : 1 });
    ranked.push({ event: { row, isOn: false, tick: endTick }, rank: hasLength ? 0 : 1 });
  }
  ranked.sort((a, b) => a.event.tick - b.event.tick || a.rank - b.rank);
  return ranked.map(({ event }) => event);
}

function roundedTick(tempoMap: TempoMap, seconds: number, row: number): number {
  const tick = Math.round(tempoMap.tickAt(seconds));
  if (tick <= MAX_TICK) return tick;
  const message = `note ${row}: ${seconds} s are ${tick} ticks, more than ${MAX_TICK}; write with longer ticks`;
  throw new InvalidArgumentError('notes', message, { row });
}

/** The track's events, those of one tick in their order, and end-of-track. */
function withDeltaTimes(events: TimedEvent[]): MidiEvent[] {
  const inOrder = events.toSorted((a, b) => a.tick - b.tick);
  let before = 0;
  const result = inOrder.map(({ tick, event }) => {
    const deltaTime = tick - before;
    before = tick;
    return { ...event, deltaTime };
  });
  result.push({ deltaTime: 0, type: 'endOfTrack', meta: true });
  return result;
}

function divisionField(division: Division): number {
  if (division.kind === 'metrical') {
    return requireWhole('ticksPerQuarter', division.ticksPerQuarter, MAX_TICKS_PER_QUARTER);
  }
  const framesPerSecond = requireWhole('framesPerSecond', Math.floor(division.framesPerSecond), 128);
  return ((0x100 - framesPerSecond) << 8) | requireWhole('ticksPerFrame', division.ticksPerFrame, 255);
}

function requireWhole(name: string, value: number, highest: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= highest) return value;
  throw new InvalidArgumentError('tempoMap', `${name} must be a whole number from 1 to ${highest}, got ${value}`);
}
