import { Presets, SingleBar } from 'cli-progress';
import type { OutputStream } from '../../terminal/context.js';
import { formatCount, formatDuration } from '../../terminal/format.js';

/** How far training has come. */
export interface TrainingStep {
  /** Steps done. */
  readonly step: number;
  readonly loss: number;
  readonly pairsPerSecond: number;
  /** Share of the budget that is used, 0 to 1. */
  readonly fraction: number;
  /** Time the rest of the budget takes at the speed so far. */
  readonly secondsLeft: number;
}

/** Shows training until it is stopped. */
export interface TrainingDisplay {
  readonly onStep: (step: TrainingStep) => void;
  /** Takes the display off the screen. Safe to call twice. */
  stop(): void;
}

/** A bar on `stream` where a person watches; elsewhere a line for every twentieth of the budget. */
export function createTrainingDisplay(stream: OutputStream): TrainingDisplay {
  return stream.isTTY === true ? barDisplay(stream) : lineDisplay(stream);
}

const BAR_STEPS = 1000;

function barDisplay(stream: OutputStream): TrainingDisplay {
  const format = '{bar} {percentage}% · step {step} · loss {loss} · {rate} pairs/s · {left} left';
  const bar = new SingleBar(
    { stream, format, barsize: 24, hideCursor: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(BAR_STEPS, 0, { step: '0', loss: '–', rate: '–', left: '–' });
  return {
    onStep: (step) => {
      bar.update(Math.round(step.fraction * BAR_STEPS), texts(step));
    },
    stop: () => bar.stop(),
  };
}

const LINES = 20;

function lineDisplay(stream: OutputStream): TrainingDisplay {
  let linesWritten = 0;
  return {
    onStep: (step) => {
      if (step.fraction * LINES < linesWritten) return;
      linesWritten = Math.floor(step.fraction * LINES) + 1;
      const { step: count, loss, rate, left } = texts(step);
      stream.write(`step ${count} · loss ${loss} · ${rate} pairs/s · ${left} left\n`);
    },
    stop: () => {},
  };
}

function texts(progress: TrainingStep): Record<'step' | 'loss' | 'rate' | 'left', string> {
  const { step, loss, pairsPerSecond, secondsLeft } = progress;
  return {
    step: formatCount(step),
    loss: loss.toFixed(4),
    rate: formatCount(pairsPerSecond),
    left: formatDuration(secondsLeft),
  };
}
