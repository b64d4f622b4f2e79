import { expect, test } from 'vitest';
import { trainingCurve } from './training-curve.js';

const losses = Array.from({ length: 5000 }, (_, index) => ({ step: index + 1, value: 5 / Math.sqrt(index + 1) }));

test('draws means of neighbouring steps, validations as points, and escapes texts', () => {
  const svg = trainingCurve(losses, [{ step: 2500, value: 0.5 }], { title: 'a < b & c', validationName: 'recall' });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('a &lt; b &amp; c');
  expect(svg).toContain('>recall</text>');
  const points = /polyline points="([^"]*)"/.exec(svg)![1]!.split(' ');
  expect(points).toHaveLength(385); // 5000 steps, 13 to a point
  const heights = points.map((point) => Number(point.split(',')[1]));
  expect(heights).toEqual([...heights].sort((a, b) => a - b)); // a falling loss: y grows downwards
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg).not.toContain('NaN');
});

test('an empty training is an empty picture', () => {
  expect(trainingCurve([])).not.toMatch(/NaN|Infinity/);
});
