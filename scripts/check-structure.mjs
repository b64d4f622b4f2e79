// The rules that the folder layout promises, checked on the sources: who may import whom, where Node and the DOM may
// appear, and what every package must have.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, workspacePackages } from './workspace.mjs';

/** Packages from the bottom up, and what each may import of the others. Encoder's training edge is its own row. */
const mayImport = {
  core: [],
  midi: ['core'],
  'pitch-matrix': ['core', 'midi'],
  datagen: ['core', 'midi', 'pitch-matrix'],
  onnx: ['core'],
  'onnx-training': ['core', 'onnx'],
  encoder: ['core', 'onnx', 'pitch-matrix'],
  'encoder/training': ['core', 'onnx', 'pitch-matrix', 'onnx-training', 'datagen'],
  retrieval: ['core', 'midi', 'pitch-matrix', 'onnx'],
  library: ['core', 'midi'],
  audio: ['core', 'midi', 'onnx'],
};

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sourceFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** What would keep a release from being made, a line each. */
async function changesetProblems() {
  // Not above: in a fresh clone this file is loaded before anything is installed.
  const { default: parseChangeset } = await import('@changesets/parse');
  const names = workspacePackages().map(({ manifest }) => manifest.name);
  const folder = join(root, '.changeset');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .flatMap((file) => {
      try {
        return parseChangeset(readFileSync(join(folder, file), 'utf8'))
          .releases.filter(({ name }) => !names.includes(name))
          .map(({ name }) => `${file} names ${name}`);
      } catch (error) {
        return [`${file}: ${error.message.split('\n')[0]}`];
      }
    });
}

/** Decision notes that their folder's README does not list. */
function unlistedDecisions() {
  const folder = join(root, 'docs', 'decisions');
  const list = readFileSync(join(folder, 'README.md'), 'utf8');
  return readdirSync(folder).filter((file) => file !== 'README.md' && !list.includes(`](${file})`));
}

/** Import specifiers of a TypeScript file. */
function imports(text) {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]);
}

/** @param record called with a name and whether it holds, once for each rule and package */
export async function checkStructure(record) {
  const check = (name, problems) => {
    for (const problem of problems) console.log(`  ${name}: ${problem}`);
    record(name, problems.length === 0);
  };
  for (const { directory, manifest } of workspacePackages(['packages'])) {
    const name = manifest.name.replace('@midizero/', '');
    const files = sourceFiles(join(directory, 'src')).map((path) => ({
      path: relative(join(directory, 'src'), path),
      text: readFileSync(path, 'utf8'),
    }));
    const shipped = files.filter(({ path }) => !path.endsWith('.test.ts') && !path.includes('testing-support/'));

    if (name !== 'cli') {
      check(
        `${name} imports only what lies below it`,
        shipped.flatMap(({ path, text }) => {
          const training = name === 'encoder' && (path === 'training.ts' || path.startsWith('training/'));
          const allowed = mayImport[training ? 'encoder/training' : name] ?? [];
          return imports(text)
            .filter((specifier) => specifier.startsWith('@midizero/'))
            .filter((specifier) => !allowed.includes(specifier.split('/')[1]))
            .map((specifier) => `${path} imports ${specifier}`);
        }),
      );
      check(
        `${name} keeps Node and ONNX Runtime at its edges`,
        shipped.flatMap(({ path, text }) => {
          const nodeEdge = path === 'node.ts' || path.split('/').includes('node');
          const webEdge = path === 'web.ts' || path.split('/').includes('web');
          return imports(text)
            .filter((specifier) => (specifier.startsWith('node:') || specifier === 'onnxruntime-node') && !nodeEdge)
            .concat(imports(text).filter((specifier) => specifier.startsWith('onnxruntime-web') && !webEdge))
            .map((specifier) => `${path} imports ${specifier}`);
        }),
      );
    }
    check(
      `${name} uses seeded randomness only`,
      files.filter(({ text }) => /\bMath\.random\b/.test(text)).map(({ path }) => path),
    );
    check(
      `${name} has README, licence and tests`,
      ['README.md', 'LICENSE']
        .filter((file) => !existsSync(join(directory, file)))
        .concat(files.some(({ path }) => path.endsWith('.test.ts')) ? [] : ['a test file'])
        .map((missing) => `missing ${missing}`),
    );
  }
  check('changesets can be read, and name packages that there are', await changesetProblems());
  check('the README of docs/decisions lists every note', unlistedDecisions());
  check(
    'no test is switched off without a condition',
    sourceFiles(join(root, 'test'))
      .concat(
        workspacePackages().flatMap(({ directory }) =>
          existsSync(join(directory, 'src')) ? sourceFiles(join(directory, 'src')) : [],
        ),
      )
      .filter((path) => path.endsWith('.test.ts'))
      .filter((path) => /\b(?:test|it|describe)\.(?:skip|only|todo)\(/.test(readFileSync(path, 'utf8')))
      .map((path) => relative(root, path)),
  );
}
