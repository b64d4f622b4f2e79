import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRandom } from '@midizero/core';
import { openIndexFile } from '../../node/index-file.js';
import type { PieceIndex } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { encodeSeed } from './encode-seed.js';
import { COUNTER, stateAfter } from './plan.js';

export interface KillOptions {
  /** The built `change-store`. */
  readonly program: string;
  /** File of the store. */
  readonly path: string;
  readonly kills: number;
  readonly seed: number;
  /** Most commits that a process tells of before it is killed: 0 to this, and then some time. */
  readonly mostCommits: number;
  /** Longest time from then on. */
  readonly longestMilliseconds: number;
}

export interface KillReport {
  readonly kills: number;
  /** Commits of all processes together. */
  readonly commits: number;
  /** Kills after which a commit was there that its process had not yet told of. */
  readonly untold: number;
  /** Kills that left bytes which belong to nothing, or a compaction that was not done. */
  readonly unfinished: number;
}

/**
 * Kills a process that changes a store, again and again at random moments; each time the file must open with the last
 * commit that the process told of, or the one it was about to.
 * @param leavesTraces whether a kill left something unfinished
 * @throws Error with what was wrong
 */
export async function killStore(
  { program, path, kills, seed, mostCommits, longestMilliseconds }: KillOptions,
  leavesTraces: (index: PieceIndex) => Promise<boolean>,
): Promise<KillReport> {
  const random = createRandom(seed);
  let commits = 0;
  let untold = 0;
  let unfinished = 0;
  for (let kill = 0; kill < kills; kill++) {
    const moment = {
      commits: random.integer(mostCommits + 1),
      milliseconds: random.uniform() * longestMilliseconds,
    };
    const told = (await runAndKill(program, path, moment)) ?? commits;
    const index = await openIndexFile(path);
    const counter = index.pieces.find(({ id }) => id === COUNTER)?.sourceStamp;
    commits = Number(counter ?? 0);
    if (commits !== told && commits !== told + 1) {
      throw new Error(`kill ${kill}: commit ${told} was told of, the file holds ${commits}`);
    }
    if (commits > told) untold++;
    if (await leavesTraces(index)) unfinished++;
    await requireState(index, stateAfter(commits), `kill ${kill}`);
  }
  return { kills, commits, untold, unfinished };
}

/** @returns the last commit that the process told of */
async function runAndKill(
  program: string,
  path: string,
  moment: { readonly commits: number; readonly milliseconds: number },
): Promise<number | undefined> {
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last: number | undefined;
  let lines = 0; // the first one says that it begins
  createInterface(child.stdout).on('line', (line) => {
    if (lines > 0) last = Number(line);
    if (lines++ === moment.commits) setTimeout(() => child.kill('SIGKILL'), moment.milliseconds);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...ending) => resolve(ending));
  });
  if (signal !== 'SIGKILL') throw new Error(`the process ended by itself, with ${code ?? signal}`);
  return last;
}

const encoded = new Map<number, Promise<EncodedPiece>>();

/** Every piece is there, note for note and number for number, and no other. */
async function requireState(index: PieceIndex, state: ReadonlyMap<string, number>, when: string): Promise<void> {
  const has = index.pieces.map(({ id, sourceStamp }) => `${id}: ${sourceStamp}`).sort();
  const wants = [...state].map(([id, seed]) => `${id}: ${seed}`).sort();
  if (has.join() !== wants.join()) throw new Error(`${when}: the file holds ${has.join()}, not ${wants.join()}`);
  for (const { id, firstReading } of index.pieces) {
    const seed = state.get(id)!;
    if (!encoded.has(seed)) encoded.set(seed, encodeSeed('any', seed));
    const [reading] = (await encoded.get(seed)!).readings;
    const { firstWindow, windowCount } = index.readings[firstReading]!;
    const row = (window: number): number => window * index.dimensions;
    const vectors = index.vectors.subarray(row(firstWindow), row(firstWindow + windowCount));
    if (!Buffer.from(vectors).equals(Buffer.from(reading!.vectors))) throw new Error(`${when}: ${id} is another piece`);
  }
}
