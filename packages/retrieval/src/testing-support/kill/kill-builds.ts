import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNoteTable, writeMidi } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { encodeFile } from '../../node/indexing/encode-file.js';
import { assembleIndex } from '../../piece-index/assemble.js';
import type { PieceIndex } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { saveIndex } from '../../piece-index/file/save.js';
import { generateNotes } from '../generated-pieces.js';
import { killSettings } from './encode-seed.js';
import { openStore, type StoreKind } from './open-store.js';
import { type KillOptions, killMoments, runAndKill } from './run-and-kill.js';
import { hasTraces } from './traces.js';

export interface KillBuildsOptions extends KillOptions {
  /** The built `build-index`, with `encoder-module` and the indexing `worker` beside it. */
  readonly program: string;
  readonly kind: StoreKind;
  /** A folder for the store and for the files that are indexed; both are made. */
  readonly folder: string;
  readonly files: number;
}

export interface BuildKillReport {
  readonly kills: number;
  /** Builds that came to their end, with an index as one that was never stopped makes. */
  readonly builds: number;
  /** Kills after which a file was there that its process had not yet told of. */
  readonly untold: number;
  /** Kills that left something which belongs to nothing. */
  readonly unfinished: number;
}

/**
 * Kills a process that builds an index in threads, at random moments, and starts it again until the index is done; then
 * begins another one. Each time the store must open and hold the files that the process told of, or one more, each as it
 * is in an index that was built without a stop; and so must the whole index in the end.
 * @throws Error with what was wrong
 */
export async function killBuilds({
  program,
  kind,
  folder,
  files,
  ...options
}: KillBuildsOptions): Promise<BuildKillReport> {
  const music = join(folder, 'music');
  await writeMusic(music, files);
  const pieces = await encodeAll(music);
  const path = join(folder, 'built');
  const nextMoment = killMoments(options);
  const counts = { kills: 0, builds: 0, untold: 0, unfinished: 0 };
  for (let done = 0; counts.kills < options.kills || done > 0; ) {
    // When all kills are over, what was begun is brought to its end.
    const moment = counts.kills < options.kills ? nextMoment() : { steps: Number.POSITIVE_INFINITY, milliseconds: 0 };
    const { told = done, wasKilled } = await runAndKill(program, [kind, path, music], moment, done);
    const index = await (await openStore(kind, path, killSettings)).openSnapshot();
    const when = `kill ${counts.kills}`;
    const held = index.pieces.length;
    if (held < Math.max(told, done) || held > Math.max(told, done) + 1) {
      throw new Error(`${when}: ${told} files were told of and ${done} there before, the store holds ${held}`);
    }
    if (!isSame(index, assembleIndex(killSettings, pieces.slice(0, held))))
      throw new Error(`${when}: its ${held} pieces are not those of the files`);
    if (wasKilled) {
      counts.kills++;
      if (held > told) counts.untold++;
      if (await hasTraces(kind, path)) counts.unfinished++;
    } else if (held !== files) {
      throw new Error(`${when}: the build ended by itself with ${held} of ${files} files`);
    }
    done = held;
    if (wasKilled) continue;
    counts.builds++;
    done = 0;
    await rm(path, { recursive: true });
  }
  return counts;
}

async function writeMusic(folder: string, files: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let seed = 0; seed < files; seed++) {
    const name = `${String(seed).padStart(4, '0')}.mid`;
    await writeFile(join(folder, name), writeMidi(createNoteTable(generateNotes(seed, 20 + (seed % 7)))));
  }
}

/** The pieces of a folder's files, one a file, in the files' order. */
async function encodeAll(folder: string): Promise<EncodedPiece[]> {
  const encoder = createRawEncoder();
  const pieces: EncodedPiece[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    const file = { name, bytes: new Uint8Array(await readFile(path)), sourceStamp: `${size}-${mtimeMs}` };
    pieces.push(...(await encodeFile(file, killSettings, encoder)));
  }
  return pieces;
}

function isSame(a: PieceIndex, b: PieceIndex): boolean {
  return Buffer.from(saveIndex(a)).equals(Buffer.from(saveIndex(b)));
}
