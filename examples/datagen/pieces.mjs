import { generateTrainingData } from '@midizero/datagen';
import { readMidiFrames } from '@midizero/datagen/node';

/** Frames of the MIDI files in a folder; without one, of long generated melodies, so that the examples run anywhere. */
export async function readPieces(folder) {
  if (folder) {
    const pieces = [];
    for await (const frames of readMidiFrames(folder)) pieces.push(frames);
    return pieces;
  }
  const melodies = await generateTrainingData({ mode: 'singing', windowFrames: 400, numSamples: 10 });
  return melodies.toArray().map((frames) => ({
    length: frames.length,
    startSeconds: Float64Array.from(frames, (_, i) => i * 0.25),
    offsets: Uint32Array.from({ length: frames.length + 1 }, (_, i) => i),
    pitches: Uint8Array.from(frames.flat()),
    excluded: { percussion: 0, outOfRange: 0 },
  }));
}
