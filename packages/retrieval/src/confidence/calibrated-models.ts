import type { ConfidenceModel } from './model.js';

/**
 * Models by how matches were ranked. Made by `node scripts/calibrate-confidence.mjs` from 1000 queries of
 * 322 pieces, seed 1; do not edit.
 */
export const calibratedModels: Readonly<Record<'chain' | 'vote', ConfidenceModel>> = {
  chain: {
    bias: -8.764,
    weights: {
      queryShare: 6.691,
      pieceShare: 2.637,
      sharedNotes: 0,
      steadyTempo: 4.805,
      agreementLead: 14.26,
      scoreLead: 3.449,
      sharedNotesLead: 0,
    },
  },
  vote: {
    bias: -4.811,
    weights: {
      queryShare: 3.473,
      pieceShare: 0,
      sharedNotes: 0,
      steadyTempo: 5.269,
      agreementLead: 13.71,
      scoreLead: 1.859,
      sharedNotesLead: 0.2758,
    },
  },
};
