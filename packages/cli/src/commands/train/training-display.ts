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
  const timeLeft = createTimeLeft();
  bar.start(BAR_STEPS, 0, { step: '0', loss: '–', rate: '–', left: '–' });
  return {
    onStep: (step) => {
      bar.update(Math.round(step.fraction * BAR_STEPS), { ...texts(step), left: timeLeft(step.fraction) });
    },
    stop: () => bar.stop(),
  };
}

const LINES = 20;

function lineDisplay(stream: OutputStream): TrainingDisplay {
  const timeLeft = createTimeLeft();
  let linesWritten = 0;
  return {
    onStep: (step) => {
      if (step.fraction * LINES < linesWritten) return;
      linesWritten = Math.floor(step.fraction * LINES) + 1;
      const { step: count, loss, rate } = texts(step);
      const left = timeLeft(step.fraction);
      stream.write(`step ${count} · loss ${loss} · ${rate} pairs/s · ${left} left\n`);
    },
    stop: () => {},
  };
}

function texts({ step, loss, pairsPerSecond }: TrainingStep): { step: string; loss: string; rate: string } {
  return { step: formatCount(step), loss: loss.toFixed(4), rate: formatCount(pairsPerSecond) };
}

/** Makes a function that says how long the rest of the work takes, at the speed of the work so far. */
function createTimeLeft(): (fraction: number) => string {
  const started = performance.now();
  return (fraction) => {
    if (fraction <= 0) return '–';
    return formatDuration(((performance.now() - started) / 1000) * (1 / fraction - 1));
  };
}
