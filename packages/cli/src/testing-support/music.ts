import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@midizero/core';
import { createNoteTable, type NoteTable, writeMidi } from '@midizero/midi';

/** Two voices that wander, four onsets a second; another piece for every seed. */
export function inventPiece(seed: number, seconds = 30): NoteTable {
  const random = createRandom(seed);
  const voices = [48, 72];
  return createNoteTable(
    Array.from({ length: seconds * 4 }, (_, onset) =>
      voices.map((start, track) => {
        voices[track] = Math.min(96, Math.max(36, start + random.integer(9) - 4));
        return { startSeconds: onset / 4, endSeconds: onset / 4 + 0.2, pitch: voices[track]!, track };
      }),
    ).flat(),
  );
}

/** Writes invented pieces 0 to `count` - 1 as `piece-0.mid` … below `folder`, which is made. */
export async function writePieces(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let seed = 0; seed < count; seed++) {
    await writeFile(join(folder, `piece-${seed}.mid`), writeMidi(inventPiece(seed)));
  }
}

/** An ABC tune of `bars` bars of four quarter notes, two seconds each; another one for every seed. */
export function inventTune(seed: number, bars: number): string {
  const random = createRandom(seed);
  const bar = (): string => Array.from({ length: 4 }, () => 'CDEFGABcdefgab'[random.integer(14)]).join('');
  return `X:1\nT:Tune ${seed}\nM:4/4\nL:1/4\nQ:1/4=120\nK:C\n${Array.from({ length: bars }, bar).join('|')}|\n`;
}

/** The first bytes of a PNG image. */
export const PNG_BYTES: Uint8Array = Uint8Array.of(
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0],
);
