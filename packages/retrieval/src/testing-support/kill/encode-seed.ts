import { createNoteTable } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import type { IndexSettings } from '../../piece-index/contract.js';
import { type EncodedPiece, encodePiece } from '../../piece-index/encode-piece.js';
import { createIndexSettings } from '../../piece-index/settings.js';
import { generateNotes } from '../generated-pieces.js';

const encoder = createRawEncoder();

export const killSettings: IndexSettings = createIndexSettings(encoder, { views: ['all'] });

/** The piece of an id and a seed. */
export function encodeSeed(id: string, seed: number): Promise<EncodedPiece> {
  const notes = createNoteTable(generateNotes(seed, 30));
  return encodePiece({ id, sourceStamp: String(seed), notes }, killSettings, encoder);
}
