import { spawn } from 'node:child_process';
import type { PieceIndex } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { encodeSeed, killSettings } from './encode-seed.js';
import { openStore, type StoreKind } from './open-store.js';
import { COUNTER, stateAfter } from './plan.js';
import { type KillOptions, killMoments, runAndKill } from './run-and-kill.js';
import { hasTraces } from './traces.js';

export interface KillStoreOptions extends KillOptions {
  /** The built `change-store`. */
  readonly program: string;
  readonly kind: StoreKind;
  /** Where the store is. */
  readonly path: string;
}

export interface KillReport {
  readonly kills: number;
  /** Commits of all processes together. */
  readonly commits: number;
  /** Kills after which a commit was there that its process had not yet told of. */
  readonly untold: number;
  /** Kills that left something which belongs to nothing. */
  readonly unfinished: number;
}

/**
 * Kills a process that changes a store, again and again at random moments; each time the store must open with the last
 * commit that the process told of, or the one it was about to.
 * @throws Error with what was wrong
 */
export async function killStore({ program, kind, path, ...options }: KillStoreOptions): Promise<KillReport> {
  const nextMoment = killMoments(options);
  let commits = 0;
  let untold = 0;
  let unfinished = 0;
  for (let kill = 0; kill < options.kills; kill++) {
    const told = (await runAndKill(program, [kind, path], nextMoment(), commits)).told ?? commits;
    const index = await (await openStore(kind, path, killSettings)).openSnapshot();
    commits = commitsOf(index);
    if (commits !== told && commits !== told + 1) {
      throw new Error(`kill ${kill}: commit ${told} was told of, the store holds ${commits}`);
    }
    if (commits > told) untold++;
    if (await hasTraces(kind, path)) unfinished++;
    await requireState(index, stateAfter(commits), `kill ${kill}`);
  }
  return { kills: options.kills, commits, untold, unfinished };
}

/**
 * Reads a store again and again while a process changes it, at least so often and until it has seen so many commits: each
 * time it must hold the state after one of them, and never an older one than before.
 * @returns the number of the last commit that was read
 * @throws Error with what was wrong
 */
export async function readWhileChanged(
  { program, kind, path }: Pick<KillStoreOptions, 'program' | 'kind' | 'path'>,
  least: { readonly reads: number; readonly commits: number },
): Promise<number> {
  const store = await openStore(kind, path, killSettings);
  const child = spawn(process.execPath, [program, kind, path], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let commits = 0;
  try {
    for (let read = 0; read < least.reads || commits < least.commits; read++) {
      const index = await store.openSnapshot();
      const now = commitsOf(index);
      if (now < commits) throw new Error(`read ${read}: commit ${now} after ${commits}`);
      await requireState(index, stateAfter(now), `read ${read}`);
      commits = now;
      if (child.exitCode !== null) throw new Error(`the process ended by itself, with ${child.exitCode}`);
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
    await store.close();
  }
  return commits;
}

function commitsOf({ pieces }: PieceIndex): number {
  return Number(pieces.find(({ id }) => id === COUNTER)?.sourceStamp ?? 0);
}

const encoded = new Map<number, Promise<EncodedPiece>>();

/** Every piece is there, note for note and number for number, and no other. */
async function requireState(index: PieceIndex, state: ReadonlyMap<string, number>, when: string): Promise<void> {
  const has = index.pieces.map(({ id, sourceStamp }) => `${id}: ${sourceStamp}`).sort();
  const wants = [...state].map(([id, seed]) => `${id}: ${seed}`).sort();
  if (has.join() !== wants.join()) throw new Error(`${when}: the store holds ${has.join()}, not ${wants.join()}`);
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
