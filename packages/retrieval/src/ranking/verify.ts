import type { PieceIndex } from '../piece-index/contract.js';
import type { Candidate } from './candidates.js';
import type { NoteAgreement } from './note-agreement.js';

/** A passage whose notes have been compared with the query's. */
export interface Passage extends Candidate {
  /** Semitones by which the query lies above the piece. */
  readonly transposition: number;
  /** How well the query fits: 1 for an exact passage, around 0 or below for an unrelated one. */
  readonly fit: number;
}

export interface VerificationContext {
  readonly readings: PieceIndex['readings'];
  readonly notes: NoteAgreement;
  /** Semitones above the piece that each variant of the query stands for. */
  readonly keys: readonly number[];
  /** Windows of the query in one key: what a chain's evidence is divided by. */
  readonly windowCount: number;
  /** Notes of the query. */
  readonly noteCount: number;
}

/** Share of the notes' agreement in how well a passage fits; the rest is the chain's evidence for a window. */
const NOTES_SHARE = 2 / 3;

/**
 * What another key than the query's own costs, in notes of the query, and each semitone to it: most people play in the key
 * that is written, and notes of a few seconds agree by chance in one of many keys.
 */
const OTHER_KEY_COST_NOTES = 2;
const SEMITONE_COST_NOTES = 0.2;

/** Compares the notes of one candidate. */
export function verify(
  candidate: Candidate,
  { readings, notes, keys, windowCount, noteCount }: VerificationContext,
): Passage {
  const transposition = keys[candidate.variant]!;
  const agreement = notes.along(readings[candidate.reading]!, transposition, candidate.chain);
  const evidence = Math.min(1, candidate.chain.score / windowCount);
  const keyCost =
    transposition === 0 ? 0 : (OTHER_KEY_COST_NOTES + SEMITONE_COST_NOTES * Math.abs(transposition)) / noteCount;
  return { ...candidate, transposition, fit: NOTES_SHARE * agreement + (1 - NOTES_SHARE) * evidence - keyCost };
}
