import { describe, expect, test } from 'vitest';
import { frameStatistics } from '../distribution/statistics.js';
import { generateTrainingData } from '../samples/generate-training-data.js';
import { frameStatisticsPicture, histogramPicture } from './histogram-picture.js';
import { samplesPicture } from './samples-picture.js';

function count(svg: string, text: string): number {
  return svg.split(text).length - 1;
}

describe('pictures', () => {
  test('a histogram has a bar for each value that occurs, and its title escaped', async () => {
    const data = await generateTrainingData({ mode: 'C', noteMax: 3, pitchRange: [60, 62], numSamples: 100 });
    const { pitches, noteCounts } = frameStatistics(data);
    const svg = histogramPicture(pitches, { title: 'C & <3', valueLabel: 'pitch' });
    expect(count(svg, 'fill="#3b6ea5"')).toBe(3);
    expect(svg).toContain('C &amp; &lt;3');
    expect(count(histogramPicture(noteCounts, { title: 'n', valueLabel: 'notes' }), 'fill="#3b6ea5"')).toBe(3);
    expect(histogramPicture(noteCounts, { title: 'n', valueLabel: 'notes', range: [0, 9] })).toContain('>9</text>');
  });

  test('statistics are two histograms in one document', async () => {
    const data = await generateTrainingData({ mode: 'C', noteMax: 2, pitchRange: [60, 62], numSamples: 100 });
    const svg = frameStatisticsPicture(frameStatistics(data), { title: 'C' });
    expect(count(svg, '<svg')).toBe(1);
    expect(count(svg, 'fill="#3b6ea5"')).toBe(3 + 2);
    expect(svg).toContain('C: pitches');
    expect(svg).toContain('C: notes a frame');
  });

  test('of nothing there is an empty picture', () => {
    const { pitches } = frameStatistics({
      offsets: new Uint32Array(1),
      pitches: new Uint8Array(0),
      durationSeconds: undefined,
    });
    const svg = histogramPicture(pitches, { title: 'none', valueLabel: 'pitch' });
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(samplesPicture([], { title: 'none' })).not.toMatch(/NaN|Infinity/);
  });

  test('windows show a mark for each note', async () => {
    const data = await generateTrainingData({ mode: 'P', numSamples: 10 });
    expect(count(samplesPicture(data.toArray(), { title: 'P' }), 'fill="#234e7a"')).toBe(data.pitches.length);
  });
});
