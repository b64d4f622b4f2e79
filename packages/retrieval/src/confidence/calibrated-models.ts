import type { ConfidenceModel } from './model.js';

/**
 * Models by how matches were ranked. Made by `node scripts/calibrate-confidence.mjs` from 200 queries of
 * 242 pieces, seed 1; do not edit.
 */
export const calibratedModels: Readonly<Record<'chain' | 'vote', ConfidenceModel>> = {
  chain: {
    bias: -7.474,
    weights: {
      queryShare: 5,
      pieceShare: 3.428,
      sharedNotes: 0,
      steadyTempo: 2.273,
      agreementLead: 6.861,
      scoreLead: 2.95,
      sharedNotesLead: 0.1053,
    },
  },
  vote: {
    bias: -6.787,
    weights: {
      queryShare: 4.687,
      pieceShare: 1.905,
      sharedNotes: 0,
      steadyTempo: 0.9217,
      agreementLead: 9.701,
      scoreLead: 2.217,
      sharedNotesLead: 0.2158,
    },
  },
};
