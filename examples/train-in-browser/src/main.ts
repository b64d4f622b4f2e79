import './styles.css';
import { byId, html } from '@midizero/example-web/dom';
import { count } from '@midizero/example-web/text';
import { LossChart } from './loss-chart.js';
import { showPairs } from './pairs-picture.js';
import type { Mode, Report, Request, Trial } from './protocol.js';

const MODES: readonly { readonly mode: Mode; readonly name: string; readonly words: string }[] = [
  { mode: 'texture', name: 'Texture', words: 'melodies, chords and basses by rules of thumb, played badly' },
  { mode: 'P', name: 'Normal', words: 'chords of any notes around a middle pitch' },
  { mode: 'C', name: 'Uniform', words: 'chords of any notes at all' },
  { mode: 'singing', name: 'Singing', words: 'one voice that wanders' },
];

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' });
const chart = new LossChart(byId('loss', HTMLElement));
const trainButton = byId('train', HTMLButtonElement);
const stopButton = byId('stop', HTMLButtonElement);
const progress = byId('progress', HTMLProgressElement);
const problem = byId('problem', HTMLElement);
const outcome = byId('outcome', HTMLElement);
const stepsInput = byId('steps', HTMLInputElement);
let beganMilliseconds = 0;

function send(request: Request): void {
  worker.postMessage(request);
}

function say(words: string): void {
  byId('status', HTMLElement).textContent = words;
}

function setTraining(isTraining: boolean): void {
  trainButton.disabled = isTraining;
  stopButton.hidden = !isTraining;
  progress.hidden = !isTraining;
}

function offerModes(): void {
  for (const [i, { mode, name, words }] of MODES.entries()) {
    const radio = html('input', { type: 'radio', name: 'mode', value: mode });
    radio.checked = i === 0;
    byId('modes', HTMLFieldSetElement).append(
      html('label', {}, radio, html('span', {}, html('b', {}, name), ` ${words}`)),
    );
  }
}

function startTraining(event: Event): void {
  event.preventDefault();
  const mode = document.querySelector<HTMLInputElement>('input[name="mode"]:checked')!.value as Mode;
  beganMilliseconds = performance.now();
  chart.clear();
  outcome.hidden = true;
  problem.hidden = true;
  progress.value = 0;
  setTraining(true);
  send({ type: 'train', mode, steps: stepsInput.valueAsNumber });
}

function showOutcome(trials: readonly Trial[]): void {
  const right = trials.filter(({ title, found }) => title === found).length;
  byId('outcome-words', HTMLElement).textContent =
    `A passage of each of the ${trials.length} built-in pieces, none of which it learned from, was played a little freely and ` +
    `searched for: ${right} of ${trials.length} pieces were found.`;
  const lines = trials.map(({ title, found }) => {
    const isRight = title === found;
    const words = isRight ? title : `${title}, taken for ${found ?? 'nothing'}`;
    return html('li', { class: isRight ? 'right' : 'wrong' }, words);
  });
  byId('outcome-list', HTMLUListElement).replaceChildren(...lines);
  outcome.hidden = false;
}

function receive(report: Report): void {
  switch (report.type) {
    case 'stage':
      say(report.words);
      break;
    case 'pairs':
      showPairs(byId('pairs', HTMLElement), report.pairs);
      break;
    case 'step': {
      const { step, loss, pairsPerSecond, fraction } = report;
      chart.add(loss);
      progress.value = fraction;
      const secondsLeft = ((performance.now() - beganMilliseconds) / 1000) * (1 / fraction - 1);
      say(`Step ${step}: ${count(Math.round(pairsPerSecond), 'pair')} a second, ${Math.ceil(secondsLeft)} s left`);
      break;
    }
    case 'trained':
      setTraining(false);
      say('Trained.');
      showOutcome(report.trials);
      break;
    case 'failed':
      setTraining(false);
      say(report.wasStopped ? 'Stopped.' : 'Training failed.');
      problem.hidden = report.wasStopped;
      problem.textContent = report.message;
  }
}

offerModes();
byId('plan', HTMLFormElement).addEventListener('submit', startTraining);
stopButton.addEventListener('click', () => send({ type: 'stop' }));
worker.addEventListener('message', ({ data }: MessageEvent<Report>) => receive(data));
