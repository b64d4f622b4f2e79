import { bachPieces } from './bach.js';
import { baroquePieces } from './baroque.js';
import { haydnBeethovenPieces } from './haydn-beethoven.js';
import { hymnsAndCarols } from './hymns-and-carols.js';
import { mozartPieces } from './mozart.js';
import { nationalSchoolPieces } from './national-schools.js';
import type { PieceSource } from './piece-source.js';
import { romanticPieces } from './romantic.js';
import { songs } from './songs.js';
import { turnOfTheCenturyPieces } from './turn-of-the-century.js';

/** Every piece of the library, by era, hymns and songs last. */
export const pieceSources: readonly PieceSource[] = [
  ...baroquePieces,
  ...bachPieces,
  ...haydnBeethovenPieces,
  ...mozartPieces,
  ...romanticPieces,
  ...nationalSchoolPieces,
  ...turnOfTheCenturyPieces,
  ...hymnsAndCarols,
  ...songs,
];
