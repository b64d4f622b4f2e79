import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { NoteColumns } from '../passages/note-columns.js';
import type { PassageSource } from '../passages/passage-source.js';
import { chooseEvenly, logUniformBetween, uniformBetween } from '../sampling/choose.js';
import { Harmony } from './harmony.js';
import { evenRhythm, patternRhythm, type Rhythm, TICKS_PER_BEAT } from './rhythm.js';
import { drawStyle } from './styles.js';
import { Voice, type VoiceRecipe } from './voice.js';

const BEATS_IN_BAR = [2, 3, 4, 4, 4, 6] as const;
/** Seconds of a beat, 40 to 200 beats a minute. */
const BEAT_SECONDS = [0.3, 1.5] as const;
/** Onsets a second that hands can play and ears can follow; a passage's tempo is bent to lie within. */
const ONSETS_PER_SECOND = [1.2, 13] as const;
/** Sounding length of a note as a share of its written length. */
const ARTICULATION = [0.5, 1.2] as const;
const REST_PROBABILITY_MAX = 0.25;
const MODULATION_PROBABILITY = 0.05;
const CHORD_CHANGE_PROBABILITY = 0.7;
/** Bars of nothing but rests must not go on for ever. */
const BARS_MAX = 64;

/**
 * Plausible music that nobody composed: one to four voices in keys and chords, with runs, arpeggios, broken and block
 * chords, repeated notes, tunes with accompaniment, counterpoint, rests, and many tempos. Variety counts, not beauty.
 */
export function createTexturePassages(): PassageSource {
  const notes = new NoteColumns();
  return {
    draw(random: Random, onsets: number): NoteTable {
      notes.clear();
      const { onsetCount, lengthTicks } = playBars(random, onsets, notes);
      notes.scaleTimes(drawSecondsPerTick(random, onsetCount, lengthTicks));
      return notes.toTable();
    },
  };
}

/** Writes bars, with times in ticks, until there are as many onsets as asked for; what comes after them is cut off. */
function playBars(random: Random, onsets: number, notes: NoteColumns): { onsetCount: number; lengthTicks: number } {
  const barTicks = chooseEvenly(random, BEATS_IN_BAR) * TICKS_PER_BEAT;
  const harmony = new Harmony(random);
  const style = drawStyle(random);
  const rhythms = style.together
    ? [patternRhythm(random, barTicks, 0)]
    : style.voices.map((recipe) => drawRhythm(random, recipe, barTicks));
  const voices = style.voices.map((recipe) => new Voice(random, recipe, harmony));
  const articulation = uniformBetween(random, ...ARTICULATION);
  const isOnset = new Uint8Array(barTicks);
  let onsetCount = 0;
  for (let bar = 0; bar < BARS_MAX; bar++) {
    const barStart = bar * barTicks;
    isOnset.fill(0);
    let barOnsets = 0;
    const events = rhythms.map((rhythm) => rhythm.nextBar());
    for (let voice = 0; voice < voices.length; voice++) {
      voices[voice]!.playBar(events[voice % events.length]!, (event, pitch) => {
        const start = barStart + event.tick;
        notes.add(start, start + event.lengthTicks * articulation, pitch, voice);
        barOnsets += 1 - isOnset[event.tick]!;
        isOnset[event.tick] = 1;
      });
    }
    if (onsetCount + barOnsets > onsets) {
      const end = barStart + tickOfOnset(isOnset, onsets - onsetCount);
      notes.cutAt(end);
      return { onsetCount: onsets, lengthTicks: end };
    }
    onsetCount += barOnsets;
    if (random.chance(CHORD_CHANGE_PROBABILITY)) harmony.advance();
    if (random.chance(MODULATION_PROBABILITY)) harmony.modulate();
  }
  return { onsetCount, lengthTicks: BARS_MAX * barTicks };
}

/** Tick of the bar's onset number `index`, from 0. */
function tickOfOnset(isOnset: Uint8Array, index: number): number {
  let tick = isOnset.indexOf(1);
  for (let passed = 0; passed < index; passed++) tick = isOnset.indexOf(1, tick + 1);
  return tick;
}

function drawRhythm(random: Random, recipe: VoiceRecipe, barTicks: number): Rhythm {
  if (random.chance(recipe.evenProbability)) return evenRhythm(random, barTicks);
  return patternRhythm(random, barTicks, uniformBetween(random, 0, REST_PROBABILITY_MAX));
}

/** A tempo at which onsets neither crawl nor blur. */
function drawSecondsPerTick(random: Random, onsetCount: number, lengthTicks: number): number {
  const secondsPerTick = logUniformBetween(random, ...BEAT_SECONDS) / TICKS_PER_BEAT;
  const ticksPerOnset = lengthTicks / Math.max(1, onsetCount);
  const [slowest, fastest] = ONSETS_PER_SECOND;
  return Math.min(1 / slowest, Math.max(1 / fastest, secondsPerTick * ticksPerOnset)) / ticksPerOnset;
}
