import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type LockHolder, StoreLockedError } from '../../errors.js';

/**
 * One writer at a time, across processes: a file beside the one to be written names the process that holds it.
 *
 * Our own, because Node offers no lock of the operating system; libraries have either a native addon, which everyone who
 * searches an index would have to install, or a heartbeat: a process that computes for longer than the heartbeat, as
 * encoding does, loses its lock to another. Here a lock lasts as long as its process.
 */
export interface Lock {
  /** Gives the lock back. */
  release(): Promise<void>;
}

interface LockFile extends LockHolder {
  /** Tells this lock from every other. */
  readonly token: string;
  /** When the process began, in the system's own count, where that can be told: another process may get its number. */
  readonly processStart: string | undefined;
}

/**
 * Takes the lock of a file, also from a process that died with it.
 * @param path the file to be written; the lock is `path.lock`
 * @throws StoreLockedError, naming the holder
 */
export async function acquireLock(path: string): Promise<Lock> {
  const lock = await acquire(`${path}.lock`, path);
  await removeOldDrafts(`${path}.lock`);
  return lock;
}

async function acquire(lockPath: string, path: string): Promise<Lock> {
  for (;;) {
    const token = await create(lockPath);
    if (token !== undefined) return { release: () => release(lockPath, token) };
    const holder = await read(lockPath);
    if (holder === undefined) continue; // given back since
    if (await isAlive(holder)) throw locked(path, lockPath, holder);
    // Of all who see that the holder is dead only one may remove its lock, or the second would remove the first one's
    // new lock: so there is a lock for that, too, which is taken over in the same way.
    const recovery = await acquire(`${lockPath}.recovery`, path);
    try {
      if ((await read(lockPath))?.token === holder.token) await unlink(lockPath);
    } finally {
      await recovery.release();
    }
  }
}

/** @returns the token, or undefined if somebody has the lock */
async function create(lockPath: string): Promise<string | undefined> {
  const token = randomUUID();
  const content: LockFile = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    token,
    processStart: await processStart(process.pid),
  };
  // Written first and linked then: whoever reads a lock finds it complete.
  const draft = `${lockPath}.${token}`;
  try {
    await writeFile(draft, JSON.stringify(content), { flag: 'wx' });
    await link(draft, lockPath);
    return token;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A living process takes milliseconds from the draft of a lock to the lock. */
const OLD_DRAFT_MILLISECONDS = 60_000;

/** Takes away the drafts of processes that were killed before they had the lock, if they can be seen. */
async function removeOldDrafts(lockPath: string): Promise<void> {
  const folder = dirname(lockPath);
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(`${basename(lockPath)}.`) || !DRAFT_NAME.test(name)) continue;
    const path = join(folder, name);
    const written = await stat(path).catch(() => undefined);
    if (written !== undefined && Date.now() - written.mtimeMs > OLD_DRAFT_MILLISECONDS) await rm(path, { force: true });
  }
}

/** Ends in the token of the lock that it was to become. */
const DRAFT_NAME = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function read(lockPath: string): Promise<LockFile | undefined> {
  try {
    return JSON.parse(await readFile(lockPath, 'utf8')) as LockFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function release(lockPath: string, token: string): Promise<void> {
  if ((await read(lockPath))?.token === token) await unlink(lockPath);
}

/** Of processes on other machines nothing can be known: they count as alive. */
async function isAlive(holder: LockFile): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: there is one, and it is another user's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.processStart === undefined || holder.processStart === (await processStart(holder.pid));
}

/** The 22nd field of /proc/PID/stat, where there is such a file: when the process began, in ticks since the system did. */
async function processStart(pid: number): Promise<string | undefined> {
  try {
    const fields = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold anything.
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function locked(path: string, lockPath: string, { pid, host, since }: LockFile): StoreLockedError {
  const remedy =
    host === hostname() ? 'wait until it is done, or end it' : `if that process is gone, delete ${lockPath}`;
  return new StoreLockedError(path, { pid, host, since }, remedy);
}
