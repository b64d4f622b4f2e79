// Asks the command what is in a MIDI file.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findLibraryPiece } from '@midizero/library';
import { writeMidi } from '@midizero/midi';

const command = join(dirname(createRequire(import.meta.url).resolve('@midizero/cli/package.json')), 'bin/midizero.js');
const folder = mkdtempSync('midizero-');
writeFileSync(join(folder, 'elise.mid'), writeMidi(findLibraryPiece('beethoven-fur-elise').notes));
console.log(execFileSync(process.execPath, [command, 'inspect', join(folder, 'elise.mid')], { encoding: 'utf8' }));
rmSync(folder, { recursive: true });
