import type { ConfidenceModel } from './model.js';

/** Models by how matches were ranked. Made by `node scripts/calibrate-confidence.mjs`; do not edit. */
export const calibratedModels: Readonly<Record<'chain' | 'vote', ConfidenceModel>> = {
  chain: {
    bias: -6,
    weights: {
      queryShare: 2,
      pieceShare: 2,
      sharedNotes: 0.2,
      steadyTempo: 1,
      agreementLead: 6,
      scoreLead: 6,
      sharedNotesLead: 0.3,
    },
  },
  vote: {
    bias: -6,
    weights: {
      queryShare: 2,
      pieceShare: 2,
      sharedNotes: 0.2,
      steadyTempo: 1,
      agreementLead: 6,
      scoreLead: 6,
      sharedNotesLead: 0.3,
    },
  },
};
