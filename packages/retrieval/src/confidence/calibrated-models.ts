import type { ConfidenceModel } from './model.js';

/**
 * Models by how matches were ranked. Made by `node scripts/calibrate-confidence.mjs` from 500 queries of
 * 322 pieces, seed 1; do not edit.
 */
export const calibratedModels: Readonly<Record<'chain' | 'vote', ConfidenceModel>> = {
  chain: {
    bias: -8.226,
    weights: {
      queryShare: 7.075,
      pieceShare: 1.29,
      sharedNotes: 0,
      steadyTempo: 4.256,
      agreementLead: 12.59,
      scoreLead: 3.342,
      sharedNotesLead: 0.01551,
    },
  },
  vote: {
    bias: -4.956,
    weights: {
      queryShare: 3.428,
      pieceShare: 0.3903,
      sharedNotes: 0,
      steadyTempo: 6.791,
      agreementLead: 11,
      scoreLead: 2.456,
      sharedNotesLead: 0.2861,
    },
  },
};
