import { describe, expect, test } from 'vitest';
import { createGraph } from './graph.js';

describe('a graph under construction', () => {
  test('names the node and the shapes when sizes do not fit', () => {
    const g = createGraph({ name: 'bad' });
    const a = g.input('a', [256, 10]);
    const b = g.input('b', [11, 4]);
    expect(() => g.matMul(a, b)).toThrow(
      'node "MatMul_0" (MatMul of [256, 10], [11, 4]): inner sizes differ: 10 and 11',
    );
  });

  test('carries a named dimension through reshapes and products', () => {
    const g = createGraph({ name: 'dynamic' });
    const x = g.input('x', ['n', 10, 88]);
    const w = g.parameter('w', [88, 64]);
    const rows = g.flattenRows(x);
    expect(rows.shape).toEqual(['10*n', 88]);
    const y = g.reshape(g.matMul(rows, w), ['n', 10, 64]);
    expect(y.shape).toEqual(['n', 10, 64]);
    expect(g.reduceMean(y, { axes: [1] }).shape).toEqual(['n', 64]);
  });

  test('adds no node for an operation that changes nothing', () => {
    const g = createGraph({ name: 'identity' });
    const x = g.input('x', [2, 3]);
    const same = [
      g.mul(x, 1),
      g.add(x, 0),
      g.sub(x, 0),
      g.div(x, 1),
      g.reshape(x, [2, 3]),
      g.transpose(x, [0, 1]),
      g.slice(x, { axis: 1 }),
      g.concat([x], 0),
      g.expand(x, [2, 3]),
      g.cast(x, 'float32'),
    ];
    for (const value of same) expect(value).toBe(x);
    expect(g.nodes).toHaveLength(0);
  });

  test('refuses a name twice and puts scopes before names', () => {
    const g = createGraph({ name: 'names' });
    const inner = g.scope('block', () => g.parameter('w', [2]));
    expect(inner.name).toBe('block/w');
    g.parameter('w', [2]);
    expect(() => g.parameter('w', [2])).toThrow(/already taken/);
  });

  test('refuses an output with the name of an input, parameter or constant, whichever comes first', () => {
    const g = createGraph({ name: 'outputs' });
    const y = g.add(g.input('x', [2]), g.parameter('w', [2]));
    expect(() => g.output('x', y)).toThrow('graph "outputs": the output "x" has the name of an input: choose another');
    expect(() => g.output('w', y)).toThrow(/name of a parameter/);
    g.output('y', y);
    expect(() => g.input('y', [2])).toThrow(/already taken/);
    expect(() => g.output('y', y)).toThrow(/already has an output/);
  });

  test('refuses attributes an operator does not have', () => {
    const g = createGraph({ name: 'attributes' });
    const x = g.input('x', [2, 3]);
    expect(() => g.op('Relu', [x], { alpha: 1 } as never)).toThrow(/has no attribute "alpha"/);
    expect(() => g.op('Add', [x])).toThrow(/takes 2 inputs, got 1/);
  });
});
