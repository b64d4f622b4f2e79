// The packages as a user gets them: packed, linted as packages, installed in an empty project, imported, and the
// README's example run against them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { capture, pnpm, root, run, tool, workspacePackages } from './workspace.mjs';

/** The first JavaScript block of a Markdown file. */
function firstExample(markdownFile) {
  return readFileSync(markdownFile, 'utf8').match(/```(?:js|ts|javascript|typescript)\n([\s\S]*?)```/)?.[1];
}

/** @param record called with a name and whether it holds */
export function checkPackages(record) {
  const folder = mkdtempSync(join(tmpdir(), 'midizero-packed-'));
  try {
    const tarballs = pack(folder, record);
    const project = join(folder, 'project');
    mkdirSync(project);
    if (!installTarballs(project, tarballs)) {
      record('packed packages install together', false);
      return;
    }
    record('packed packages install together', true);
    for (const { manifest } of tarballs) importEveryEntry(project, manifest, record);
    runReadmeExamples(project, record);
    const help = capture(join(project, 'node_modules', '.bin', 'midizero'), ['--help'], { cwd: project });
    record('the packed command prints its help', help.code === 0 && help.stdout.includes('Usage: midizero'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pack(folder, record) {
  return workspacePackages(['packages', 'models'])
    .filter(({ manifest }) => !manifest.private)
    .map(({ directory, manifest }) => {
      const [command, args] = pnpm('pack', '--pack-destination', folder);
      const packed = capture(command, args, { cwd: directory });
      const file = join(folder, `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`);
      record(`${manifest.name} packs`, packed.code === 0 && existsSync(file));
      const lint = capture(tool('publint'), ['run', '--strict', file]);
      if (lint.code !== 0) console.log(lint.stdout, lint.stderr);
      record(`${manifest.name} passes publint`, lint.code === 0);
      if (manifest.exports['.']) {
        const files = Object.keys(manifest.exports).filter((subpath) => subpath.endsWith('.onnx'));
        const types = capture(tool('attw'), [
          ...[file, '--profile', 'esm-only', '--format', 'ascii'],
          ...(files.length > 0 ? ['--exclude-entrypoints', ...files] : []),
        ]);
        if (types.code !== 0) console.log(types.stdout, types.stderr);
        record(`${manifest.name} resolves its types`, types.code === 0);
      }
      return { file, manifest };
    });
}

function installTarballs(project, tarballs) {
  const dependencies = Object.fromEntries(
    tarballs.map(({ file, manifest }) => [manifest.name, `file:../${basename(file)}`]),
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { ...dependencies, 'onnxruntime-node': '1.30.0', 'onnxruntime-web': '1.30.0' },
    }),
  );
  // The install script of onnxruntime-node fetches CUDA files, which nothing here needs.
  return (
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project }) === 0
  );
}

/** Plain Node loads each entry and prints nothing, neither on stdout nor on stderr. */
function importEveryEntry(project, manifest, record) {
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    const specifier = manifest.name + subpath.slice(1);
    const result = capture(process.execPath, ['--input-type=module', '-e', `await import('${specifier}')`], {
      cwd: project,
    });
    const clean = result.code === 0 && result.stdout === '' && result.stderr === '';
    if (!clean) console.log(`  ${specifier}: ${result.stdout}${result.stderr}`);
    record(`${specifier} imports without a word`, clean);
  }
}

function runReadmeExamples(project, record) {
  const readmes = [root, ...workspacePackages(['packages', 'models']).map(({ directory }) => directory)].map(
    (directory) => join(directory, 'README.md'),
  );
  for (const readme of readmes.filter(existsSync)) {
    const name = readme.slice(root.length + 1);
    const example = firstExample(readme);
    if (!example) {
      if (!readme.includes(join('packages', 'cli'))) record(`${name} has an example`, false);
      continue;
    }
    const file = join(project, `${name.replaceAll(/[\\/]/g, '-')}.mjs`);
    writeFileSync(file, example);
    const result = capture(process.execPath, [file], { cwd: project, timeout: 120_000 });
    const clean = result.code === 0 && result.stderr === '';
    if (!clean) console.log(`  ${name}: exit code ${result.code}\n${result.stderr}`);
    record(`${name}: its example runs`, clean);
  }
}
