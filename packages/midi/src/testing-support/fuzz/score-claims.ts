import { isMidizeroError, type Random } from '@midizero/core';
import type { ReadScoreOptions } from '../../score/options.js';
import type { ScoreFile } from '../../score/score-file.js';
import { claim, claimOrdered, claimRising, isPrintable } from './claims.js';

/** Options as callers may set them, the defaults half of the time. */
export function drawScoreOptions(random: Random): ReadScoreOptions {
  if (random.chance(0.5)) return {};
  return {
    repeats: random.chance(0.5) ? 'unfold' : 'as-written',
    ornaments: random.chance(0.7) ? 'played' : 'as-written',
    ...(random.chance(0.2) && { maxNotes: random.integer(2000) }),
    ...(random.chance(0.2) && { maxMeasures: random.integer(200) }),
    ...(random.chance(0.1) && { maxBytes: random.integer(20_000) }),
    ...(random.chance(0.3) && { maxIssues: random.integer(10) }),
  };
}

/**
 * Reads and checks all that is promised of the result.
 * @returns undefined where the input is refused as it may be
 * @throws BrokenClaim, or whatever a reader throws that it may not
 */
export function checkScoreClaims(
  read: () => ScoreFile,
  { maxIssues = 1000 }: ReadScoreOptions = {},
): ScoreFile | undefined {
  let file: ScoreFile;
  try {
    file = read();
  } catch (error) {
    if (!isMidizeroError(error)) throw error;
    claim(isPrintable(error.message), 'a printable message', error.message);
    return undefined;
  }
  const { notes, durationSeconds, issues, issueCount, tempoMap, parts, title = '', composer = '' } = file;
  claimOrdered(notes, durationSeconds);
  claimRising(tempoMap);
  claimPlaces(file);
  claim(issues.length === Math.min(issueCount, maxIssues), 'as many issues as counted', `${issues.length}`);
  const texts = [title, composer, ...issues.map(({ message }) => message), ...parts.map(({ name }) => name)];
  claim(
    texts.every(isPrintable),
    'printable texts',
    texts.find((text) => !isPrintable(text)),
  );
  return file;
}

function claimPlaces({ notes, noteBars, noteBeats, bars, parts, barAt, durationSeconds }: ScoreFile): void {
  claim(noteBars.length === notes.length && noteBeats.length === notes.length, 'a place for each note');
  for (let row = 0; row < notes.length; row++) {
    claim(
      noteBars[row]! < bars.length && notes.track[row]! < parts.length,
      'a bar and a part for each note',
      `row ${row}`,
    );
    claim(Number.isFinite(noteBeats[row]!) && noteBeats[row]! > 0, 'beats from 1', `${noteBeats[row]}`);
  }
  let last = 0;
  for (const { startSeconds, endSeconds } of bars) {
    claim(startSeconds >= last && endSeconds >= startSeconds && Number.isFinite(endSeconds), 'bars in order');
    last = startSeconds;
  }
  const isInside = bars.length === 0 || barAt(durationSeconds / 2) !== undefined;
  claim(isInside, 'a bar at every time');
}
