import type { TempoMap } from '../../../tempo-map.js';
import { TICKS_PER_QUARTER } from '../../model/ticks.js';
import type { PlayedNote } from '../played-notes.js';
import { ticksOfSeconds } from './pace.js';

/** How long a grace note with a stroke is. */
const SHORT_SECONDS = 0.065;
/** Fewer grace notes than that behind a trill lead to the next note; from there on they end the trill. */
const AFTER_TURN_NOTES = 2;

/** What grace notes of one place and voice have around them. */
interface Surroundings {
  readonly bar: number;
  /** Where the note that they lead to is written. */
  readonly placeTick: number;
  readonly graces: PlayedNote[];
  /** The notes that they lead to. */
  readonly principals: PlayedNote[];
  /** Trills that last until there. */
  readonly trills: PlayedNote[];
}

/**
 * Moves grace notes that stand right before the beat to where players play them. Those with a stroke come on the beat and last
 * 65 ms; those without take half of the note they lead to, of a dotted one two thirds, as C. P. E. Bach's *Versuch* (1753) and the
 * other methods of its time have it; in both cases the note they lead to is later by as much. Two or more behind a trill are its
 * end, which they shorten. What leads to no note stays where it is.
 * @param notes tied ones joined, grace notes before the beat
 */
export function playGraceNotes(notes: readonly PlayedNote[], tempoMap: TempoMap): void {
  for (const place of surroundingsOf(notes)) {
    const count = 1 + place.graces.reduce((most, { written }) => Math.max(most, written.graceIndex!), 0);
    const style = place.graces[0]!.marks?.grace ?? 'before';
    const endTrill = place.trills.length > 0 && style === 'long' && count >= AFTER_TURN_NOTES;
    const shortTicks = count * ticksOfSeconds(SHORT_SECONDS, place.placeTick, tempoMap);
    if (style === 'before' || endTrill) shortenTrills(place);
    else playOnBeat(place, count, style === 'short' ? shortTicks : Number.POSITIVE_INFINITY);
  }
}

/** Trills go on until the grace notes behind them. */
function shortenTrills({ placeTick, graces, trills }: Surroundings): void {
  const firstTick = graces.reduce((first, { startTick }) => Math.min(first, startTick), placeTick);
  for (const trill of trills) trill.endTick = Math.max(firstTick, (trill.startTick + trill.endTick) / 2);
}

/** @param mostTicks how long all grace notes are together, where the note that they lead to leaves the room */
function playOnBeat({ placeTick, graces, principals }: Surroundings, count: number, mostTicks: number): void {
  // A grace note that is tied to the note it leads to is one with it.
  const led = [...principals, ...graces.filter(({ endTick }) => endTick > placeTick)];
  const writtenTicks = principals[0]?.written.durationTicks ?? Number.POSITIVE_INFINITY;
  const roomTicks = led.reduce((room, { endTick }) => Math.min(room, endTick - placeTick), writtenTicks);
  if (led.length === 0) return;
  const ticks = Math.min(mostTicks, roomTicks * (isDotted(roomTicks) ? 2 / 3 : 1 / 2));
  for (const grace of graces) {
    const index = grace.written.graceIndex!;
    grace.startTick = placeTick + Math.round((index * ticks) / count);
    if (grace.endTick <= placeTick) grace.endTick = placeTick + Math.round(((index + 1) * ticks) / count);
  }
  for (const principal of principals) principal.startTick += Math.round(ticks);
}

/** Three halves of a note value. */
function isDotted(ticks: number): boolean {
  return Number.isInteger(Math.log2(ticks / 1.5 / TICKS_PER_QUARTER));
}

/** The grace notes of each place and voice. Those at the end of a measure lead to no note of the next one. */
function surroundingsOf(notes: readonly PlayedNote[]): Surroundings[] {
  const byPlace = new Map<string, Surroundings>();
  const byTick = new Map<string, Surroundings[]>();
  const keyOf = ({ written }: PlayedNote, tick: number): string => `${tick} ${written.part} ${written.voice}`;
  for (const note of notes) {
    if (note.written.graceIndex === undefined) continue;
    const { bar, placeTick } = note;
    const tickKey = keyOf(note, placeTick);
    const placeKey = `${bar} ${tickKey}`;
    const known = byPlace.get(placeKey);
    known?.graces.push(note);
    if (known) continue;
    const place = { bar, placeTick, graces: [note], principals: [], trills: [] };
    byPlace.set(placeKey, place);
    byTick.set(tickKey, [...(byTick.get(tickKey) ?? []), place]);
  }
  for (const note of byPlace.size === 0 ? [] : notes) {
    if (note.written.graceIndex !== undefined) continue;
    if (note.startTick === note.placeTick)
      byPlace.get(`${note.bar} ${keyOf(note, note.startTick)}`)?.principals.push(note);
    if (note.marks?.ornament?.kind !== 'trill') continue;
    for (const place of byTick.get(keyOf(note, note.endTick)) ?? []) place.trills.push(note);
  }
  return [...byPlace.values()];
}
