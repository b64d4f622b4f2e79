// Tells how alike a scale and its misheard copy are, and how alike that scale and other music.
import { loadEncoder } from '@midizero/encoder/node';
import { modelFolder } from '@midizero/pitch-resnet';

const windows = new Float32Array(3 * 880); // three windows of ten onsets by 88 keys
const scale = [39, 41, 43, 44, 46, 48, 50, 51, 53, 55];
for (const [onset, key] of scale.entries()) windows[onset * 88 + key] = 1;
for (const [onset, key] of scale.entries()) windows[880 + onset * 88 + key + (onset === 4)] = 1; // one wrong note
for (const [onset, key] of scale.entries()) windows[1760 + onset * 88 + ((7 * key) % 88)] = 1;
const encoder = await loadEncoder(modelFolder);
const rows = await encoder.encode(windows);
const cosine = (a, b) => rows.subarray(0, 128).reduce((sum, _, i) => sum + rows[128 * a + i] * rows[128 * b + i], 0);
console.log('misheard:', cosine(0, 1).toFixed(2), 'other music:', cosine(0, 2).toFixed(2));
await encoder.release();
