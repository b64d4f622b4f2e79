import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pitchName } from '@midizero/pitch-matrix';
import { type Match, matchToSvg } from '@midizero/retrieval';
import { inFile } from '../../files/in-file.js';
import { formatTime, formatTransposition } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';

interface ExplainedNote {
  readonly pitch: number;
  readonly querySeconds?: number;
  readonly pieceSeconds?: number;
  readonly remark: '' | 'missing' | 'extra';
}

/** The evidence of a match as lines: every note that query and piece share, and those that one of them lacks. */
export function describeEvidence(match: Match): string[] {
  const { alignedNotes, title = match.pieceId, transposition, tempoRatio } = match;
  const { length, missing, extra } = alignedNotes;
  const key = transposition === 0 ? '' : `, ${formatTransposition(transposition)} semitones`;
  return [
    `${title}: ${length} notes in both, ${missing.length} missing, ${extra.length} extra; tempo × ${tempoRatio.toFixed(2)}${key}`,
    '',
    ...formatTable(
      [{ title: 'query', align: 'right' }, { title: 'note' }, { title: 'piece', align: 'right' }, { title: '' }],
      notesInOrder(match).map(({ pitch, querySeconds, pieceSeconds, remark }) => [
        querySeconds === undefined ? '' : formatTime(querySeconds),
        pitchName(pitch),
        pieceSeconds === undefined ? '' : formatTime(pieceSeconds),
        remark,
      ]),
    ),
  ];
}

/** By time in the piece; notes of the query alone stand where the match's tempo puts them. */
function notesInOrder({ alignedNotes, startSeconds, queryStartSeconds, tempoRatio }: Match): ExplainedNote[] {
  const { pitches, querySeconds, pieceSeconds, missing, extra } = alignedNotes;
  const shared = Array.from(pitches, (pitch, i): ExplainedNote => {
    return { pitch, querySeconds: querySeconds[i]!, pieceSeconds: pieceSeconds[i]!, remark: '' };
  });
  const lacking = Array.from(missing.pitches, (pitch, i): ExplainedNote => {
    return { pitch, pieceSeconds: missing.seconds[i]!, remark: 'missing' };
  });
  const added = Array.from(extra.pitches, (pitch, i): ExplainedNote => {
    return { pitch, querySeconds: extra.seconds[i]!, remark: 'extra' };
  });
  const place = ({ pieceSeconds: inPiece, querySeconds: inQuery = 0 }: ExplainedNote): number =>
    inPiece ?? startSeconds + tempoRatio * (inQuery - queryStartSeconds);
  return [...shared, ...lacking, ...added].sort((a, b) => place(a) - place(b) || a.pitch - b.pitch);
}

/**
 * Draws the evidence of a match.
 * @param picture SVG file to write
 * @param source file of the query
 */
export async function drawEvidence(picture: string, source: string, match: Match): Promise<void> {
  await inFile(picture, () => writeFile(picture, matchToSvg(match, { queryName: basename(source) })));
}
