// Shows a scale in thirds as the network gets it: ten onsets by 88 keys.
import { createNoteTable } from '@midizero/midi';
import { cutWindows, groupFrames, windowToText } from '@midizero/pitch-matrix';

const thirds = Array.from({ length: 24 }, (_, i) => ({
  startSeconds: Math.floor(i / 2) / 4,
  endSeconds: Math.floor(i / 2) / 4 + 0.2,
  pitch: 57 + Math.floor(i / 2) + 4 * (i % 2),
}));
const windows = cutWindows(groupFrames(createNoteTable(thirds)));
console.log(windowToText(windows.data.subarray(0, 880)));
console.log(`${windows.length} windows of ${windows.windowFrames} x 88`);
