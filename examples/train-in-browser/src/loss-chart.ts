import { svg } from '@midizero/example-web/dom';

const LEFT = 44;
const BOTTOM = 26;
/** Weight of what came before in the smoothed curve. */
const SMOOTHING = 0.9;

/** The loss of every step, and its course without the noise of single batches. */
export class LossChart {
  readonly #root: HTMLElement;
  #losses: number[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
    new ResizeObserver(() => this.#draw()).observe(root);
  }

  clear(): void {
    this.#losses = [];
    this.#draw();
  }

  add(loss: number): void {
    this.#losses.push(loss);
    this.#draw();
  }

  #draw(): void {
    const losses = this.#losses;
    const { clientWidth: width, clientHeight: height } = this.#root;
    const highest = losses.reduce((high, loss) => Math.max(high, loss), 1);
    const toX = (step: number): number => LEFT + (step / Math.max(50, losses.length)) * (width - LEFT);
    const toY = (loss: number): number => (1 - loss / highest) * (height - BOTTOM - 8) + 8;
    const path = (values: readonly number[]): string =>
      values.map((loss, i) => `${i === 0 ? 'M' : 'L'}${toX(i + 1).toFixed(1)} ${toY(loss).toFixed(1)}`).join('');
    const smooth = smoothed(losses);
    const latest = smooth.at(-1);
    const words =
      latest === undefined
        ? 'No loss yet'
        : `Loss ${latest.toFixed(2)} after ${losses.length} steps, from ${losses[0]!.toFixed(2)}`;
    this.#root.replaceChildren(
      svg(
        'svg',
        { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': words },
        ...[0, highest / 2, highest].flatMap((loss) => [
          svg('line', { class: 'grid', x1: LEFT, x2: width, y1: toY(loss), y2: toY(loss) }),
          svg('text', { class: 'label', x: LEFT - 8, y: toY(loss) + 4, 'text-anchor': 'end' }, loss.toFixed(1)),
        ]),
        svg('text', { class: 'label', x: width, y: height - 4, 'text-anchor': 'end' }, words),
        svg('path', { class: 'each', d: path(losses) }),
        svg('path', { class: 'course', d: path(smooth) }),
      ),
    );
  }
}

function smoothed(values: readonly number[]): number[] {
  let mean = values[0] ?? 0;
  return values.map((value, i) => {
    const weight = Math.min(SMOOTHING, i / (i + 1)); // a plain mean until there is enough to forget
    mean = weight * mean + (1 - weight) * value;
    return mean;
  });
}
