import type { Match } from '../match.js';
import { workKey } from '../work-key.js';

/** A match before anything is said of how sure it is. */
export type UnratedMatch = Omit<Match, 'confidence'>;

/**
 * What confidence is judged by, in the order of a feature vector. More of each speaks for the match.
 * - `queryShare`: share of the query's notes that the piece has there, 0 to 1.
 * - `pieceShare`: share of the notes of the piece's stretch that the query has, 0 to 1.
 * - `sharedNotes`: logarithm (base 2) of one more than the number of notes they share.
 * - `steadyTempo`: how evenly query and piece advance: 0 for a steady tempo, down to -1. Notes that agree by chance do
 *   not keep time.
 * - `agreementLead`: by how much the notes agree better (F-measure) than with any other work, -1 to 1.
 * - `scoreLead`: by how much of its score the match is ahead of any other work, -1 to 1.
 * - `sharedNotesLead`: the number of agreeing notes beyond the best other work's; its square root with its sign.
 */
export const CONFIDENCE_FEATURES = [
  'queryShare',
  'pieceShare',
  'sharedNotes',
  'steadyTempo',
  'agreementLead',
  'scoreLead',
  'sharedNotesLead',
] as const;

/** Matches of other works that a match is compared with. */
export const RIVALS_COMPARED = 5;

/** Shared notes between two moments whose distance is compared: so far that jitter of onsets says little. */
const TEMPO_STEP_NOTES = 4;
/** Added to both distances: onsets are not known more exactly. */
const ONSET_TOLERANCE_SECONDS = 0.05;

/**
 * Features of one match.
 * @param matches all matches of the query that are at hand, best first
 * @param place the match's place among them
 * @returns as long as {@link CONFIDENCE_FEATURES}, finite
 */
export function confidenceFeatures(matches: readonly UnratedMatch[], place: number): Float64Array {
  const match = matches[place]!;
  const rivals = matches.filter((other) => workOf(other) !== workOf(match)).slice(0, RIVALS_COMPARED);
  const { length, missing, extra } = match.alignedNotes;
  const best = (value: (rival: UnratedMatch) => number): number =>
    rivals.reduce((most, rival) => Math.max(most, value(rival)), 0);
  const scale = Math.max(Math.abs(match.score), Number.EPSILON);
  const lead = agreeingNotes(match) - best(agreeingNotes);
  return Float64Array.of(
    share(length, extra.length),
    share(length, missing.length),
    Math.log2(length + 1),
    -Math.min(1, tempoDeviation(match)),
    agreement(match) - best(agreement),
    Math.min(1, Math.max(-1, (match.score - best(({ score }) => score)) / scale)),
    Math.sign(lead) * Math.sqrt(Math.abs(lead)),
  );
}

/** Files of one work are no rivals of each other. */
function workOf({ workId, pieceId }: UnratedMatch): string {
  return workKey(pieceId, workId);
}

function share(part: number, rest: number): number {
  return part + rest === 0 ? 0 : part / (part + rest);
}

/** F-measure of the notes, 0 to 1. */
function agreement({ alignedNotes: { length, missing, extra } }: UnratedMatch): number {
  return share(2 * length, missing.length + extra.length);
}

function agreeingNotes(match: UnratedMatch): number {
  return match.alignedNotes.length * agreement(match);
}

/** Median of how far the tempo from one shared note to a later one is off the match's, as a logarithm; 1 for too few. */
function tempoDeviation({ alignedNotes: { length, querySeconds, pieceSeconds }, tempoRatio }: UnratedMatch): number {
  const deviations: number[] = [];
  for (let i = 0; i + TEMPO_STEP_NOTES < length; i++) {
    const queryStep = querySeconds[i + TEMPO_STEP_NOTES]! - querySeconds[i]!;
    const pieceStep = Math.max(0, pieceSeconds[i + TEMPO_STEP_NOTES]! - pieceSeconds[i]!);
    const expected = tempoRatio * queryStep;
    deviations.push(Math.abs(Math.log((pieceStep + ONSET_TOLERANCE_SECONDS) / (expected + ONSET_TOLERANCE_SECONDS))));
  }
  if (deviations.length === 0) return 1;
  deviations.sort((a, b) => a - b);
  return deviations[deviations.length >> 1]!;
}
