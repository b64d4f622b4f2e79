import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the foreground and returns its exit code; its output goes where ours goes. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Runs a command quietly and returns `{ code, stdout, stderr }`. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 2 ** 20,
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (result.error) throw result.error;
  return { code: result.status ?? 1, stdout: result.stdout, stderr: result.stderr };
}

/** Path of a tool that a root dev dependency brings. */
export function tool(name) {
  return join(root, 'node_modules', '.bin', name);
}

/** Name and arguments that start the pnpm version pinned in package.json, installed or not. */
export function pnpm(...args) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return ['npx', ['--yes', packageManager, ...args]];
}

/** Installs the locked dependencies unless that was done for this very lockfile. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`midizero needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.`);
  }
  const lockHash = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.midizero-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash) return;
  console.log('Installing dependencies …');
  const [command, args] = pnpm('install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn');
  if (run(command, args) !== 0) fail('Installing the dependencies failed; see above.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lockHash);
}

/** Builds every package; unchanged ones come from turbo's cache. */
export function ensureBuilt() {
  console.log('Building packages …');
  // Turbo starts each build by the name `pnpm`, which only pnpm itself puts on the path where none is installed.
  const [command, args] = pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only', '--log-order=grouped');
  const code = run(command, args, {
    env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  });
  if (code !== 0) fail('The build failed; see above.');
}

/** Directory and parsed package.json of every workspace package below the given top-level folders. */
export function workspacePackages(folders = ['packages', 'models', 'examples']) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, folder, entry.name, 'package.json')))
      .map((entry) => {
        const directory = join(root, folder, entry.name);
        return { directory, manifest: JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) };
      }),
  );
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
