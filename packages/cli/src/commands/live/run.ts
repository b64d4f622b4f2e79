import { Readable } from 'node:stream';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createLiveMatcher, type LiveUpdate, openSearcher } from '@midizero/retrieval';
import { openIndexFile } from '@midizero/retrieval/node';
import { encoderForIndex } from '../../encoders/select-encoder.js';
import { type ExitCode, exitCodes } from '../../failures/exit-code.js';
import { inFile } from '../../files/in-file.js';
import { type CommandContext, writeLines } from '../../terminal/context.js';
import { formatTime, formatTransposition } from '../../terminal/format.js';
import { playFile, readStream } from './note-sources.js';

export interface LiveCommandOptions {
  readonly speed: number;
  readonly transpositions: number;
  readonly frames: number;
  readonly minConfidence: number;
  readonly encoder?: string;
  readonly json?: boolean;
}

/** What `midizero live --json` prints on each line. */
interface LiveReport {
  /** Time of the last note on the clock of the notes. */
  readonly heardSeconds: number;
  readonly frames: number;
  /** The best match; null where nothing is like it. */
  readonly match: {
    readonly pieceId: string;
    readonly title?: string | undefined;
    readonly nowSeconds: number;
    readonly transposition: number;
    readonly score: number;
    readonly confidence: number;
  } | null;
}

/** Seconds of music after which an answer is printed again though it has not changed. */
const SECONDS_BETWEEN_LINES = 1;

/** `midizero live`. */
export async function runLive(
  indexPath: string,
  file: string | undefined,
  { speed, transpositions, frames, minConfidence, encoder: encoderName, json }: LiveCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { signal } = context;
  const index = await inFile(indexPath, () => openIndexFile(indexPath));
  const runtime = await createNodeRuntime();
  const encoder = await encoderForIndex(index.encoderId, encoderName, runtime);
  const searcher = await inFile(indexPath, () => openSearcher(index, { encoder, runtime }));
  const print = json ? printObjects(context) : printChanges(context);
  const matcher = createLiveMatcher(searcher, {
    transpositions,
    maximumFrames: frames,
    minConfidence,
    limit: 1,
    signal,
    onUpdate: print,
  });
  const strikes =
    file === undefined ? readStream(context.stdin ?? Readable.from([]), signal) : playFile(file, speed, signal);
  for await (const { pitches, seconds } of strikes) {
    for (const pitch of pitches) matcher.noteOn(pitch, seconds);
    if (file !== undefined && speed === 0) await matcher.settled();
  }
  await matcher.settled();
  const found = (matcher.latest?.matches.length ?? 0) > 0;
  await searcher.close();
  return found ? exitCodes.done : exitCodes.noResult;
}

function printObjects({ stdout }: CommandContext): (update: LiveUpdate) => void {
  return ({ heardSeconds, frameCount, matches: [best] }) => {
    const report: LiveReport = {
      heardSeconds,
      frames: frameCount,
      match:
        best === undefined
          ? null
          : {
              pieceId: best.pieceId,
              title: best.title,
              nowSeconds: best.nowSeconds,
              transposition: best.transposition,
              score: best.score,
              confidence: best.confidence,
            },
    };
    stdout.write(`${JSON.stringify(report)}\n`);
  };
}

/** Prints a line when another piece is the answer, and now and then where in it the player is. */
function printChanges(context: CommandContext): (update: LiveUpdate) => void {
  let printedPiece: string | undefined;
  let printedAt = Number.NEGATIVE_INFINITY;
  return ({ heardSeconds, matches: [best] }) => {
    const isSame = best?.pieceId === printedPiece;
    if (isSame && Math.abs(heardSeconds - printedAt) < SECONDS_BETWEEN_LINES) return;
    if (isSame && best === undefined) return;
    printedPiece = best?.pieceId;
    printedAt = heardSeconds;
    writeLines(context, best === undefined ? '…' : describe(best));
  };
}

function describe({ title, pieceId, nowSeconds, transposition, confidence }: LiveUpdate['matches'][number]): string {
  const key = transposition === 0 ? '' : `, ${formatTransposition(transposition)} semitones`;
  return `${formatTime(nowSeconds)}  ${title ?? pieceId}${key}  (${Math.round(100 * confidence)} %)`;
}
