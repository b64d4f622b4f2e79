// `npm test`: every check there is, in one command, from a fresh clone. Ends with `N passed, N failed`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackages } from './check-packages.mjs';
import { checkStructure } from './check-structure.mjs';
import { ensureBuilt, ensureInstalled, root, run, tool } from './workspace.mjs';

const totals = { passed: 0, failed: 0 };
const failures = [];
const skipped = [];

function record(name, ok) {
  totals[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(name);
}

function section(title) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 76 - title.length))}`);
}

/** A check that is one command: it passes when the command exits with 0. */
function commandCheck(name, command, args) {
  section(name);
  record(name, run(command, args) === 0);
}

function unitTests() {
  section('unit, property and browser tests');
  const folder = mkdtempSync(join(tmpdir(), 'midizero-test-'));
  const reportFile = join(folder, 'vitest.json');
  const code = run(tool('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]);
  if (existsSync(reportFile)) {
    const report = JSON.parse(readFileSync(reportFile, 'utf8'));
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests;
    for (const file of report.testResults) {
      // A file that could not even be loaded has no failed test of its own.
      if (file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')) {
        record(`${file.name}: ${file.message}`, false);
      }
      for (const test of file.assertionResults) {
        if (test.status === 'failed') failures.push(test.fullName);
        if (test.status !== 'failed' && test.status !== 'passed') skipped.push(test.fullName);
      }
    }
    if (report.numPassedTests + report.numFailedTests === 0) record('vitest ran no test', false);
    if (code !== 0 && report.numFailedTests === 0 && failures.length === 0)
      record('vitest exited with an error', false);
    printMalformed(report);
  } else {
    record('vitest gave no report', false);
  }
  rmSync(folder, { recursive: true });
}

/** What became of each odd and malformed MIDI file of the benchmark, where it is there. */
function printMalformed(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults).filter(({ meta }) => meta?.malformed);
  if (tests.length === 0) return;
  section('odd and malformed MIDI files');
  for (const { status, meta } of tests) {
    const { file, expectation, outcome } = meta.malformed;
    console.log(`${status.padEnd(7)} ${expectation.padEnd(12)} ${file.padEnd(68)} ${outcome}`);
  }
}

ensureInstalled();
ensureBuilt();
commandCheck('format and lint', tool('biome'), ['ci', '--error-on-warnings', '.']);
commandCheck('types', tool('tsc'), ['--noEmit', '-p', join(root, 'tsconfig.json')]);
section('structure');
await checkStructure(record);
unitTests();
section('packed packages and README');
checkPackages(record);

section('summary');
if (skipped.length > 0) console.log(`SKIPPED ${skipped.length}:\n${skipped.map((name) => `  - ${name}`).join('\n')}`);
if (failures.length > 0) console.log(`FAILED:\n${failures.map((name) => `  - ${name}`).join('\n')}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
