import './styles.css';
import { connectCalls } from '@midizero/core/worker';
import { Dialogue } from '@midizero/example-web/dialogue';
import { byId, html } from '@midizero/example-web/dom';
import { StatusView } from '@midizero/example-web/status-view';
import { count } from '@midizero/example-web/text';
import { offerThemes } from '@midizero/example-web/theme';
import { libraryPieces } from '@midizero/library';
import { LossChart } from './loss-chart.js';
import { showPairs } from './pairs-picture.js';
import type { Mode, Report, TrainerMethods, Trial } from './protocol.js';

const MODES: readonly { readonly mode: Mode; readonly name: string; readonly words: string }[] = [
  { mode: 'texture', name: 'Texture', words: 'melodies, chords and basses by rules of thumb, played badly' },
  { mode: 'P', name: 'Normal', words: 'chords of any notes around a middle pitch' },
  { mode: 'C', name: 'Uniform', words: 'chords of any notes at all' },
  { mode: 'singing', name: 'Singing', words: 'one voice that wanders' },
];

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' });
const trainer = connectCalls<TrainerMethods>(worker, { name: 'the training worker' });
const chart = new LossChart(byId('loss', HTMLElement));
const trainButton = byId('train', HTMLButtonElement);
const stopButton = byId('stop', HTMLButtonElement);
const status = new StatusView();
const progress = byId('progress', HTMLProgressElement);
const outcome = byId('outcome', HTMLElement);
const stepsInput = byId('steps', HTMLInputElement);
const ask = byId('ask', HTMLElement);
const dialogue = new Dialogue(trainer, new StatusView('ask-'), {
  files: 'a MIDI file or a score',
  idleWords: () => `Ready. The network you trained knows the notes of ${count(libraryPieces().length, 'piece')}.`,
  readFile: async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return trainer.call('readFile', [bytes, file.name], { transfer: [bytes.buffer] });
  },
});
let stopping = new AbortController();
let beganMilliseconds = 0;
let hasTrained = false;

function setTraining(isTraining: boolean): void {
  trainButton.disabled = isTraining;
  stopButton.hidden = !isTraining;
  progress.hidden = !isTraining;
  ask.hidden = isTraining || !hasTrained;
  if (isTraining) dialogue.pause();
  else if (hasTrained) dialogue.begin();
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

async function train(mode: Mode, steps: number): Promise<void> {
  stopping = new AbortController();
  beganMilliseconds = performance.now();
  chart.clear();
  outcome.hidden = true;
  status.clearProblem();
  progress.value = 0;
  setTraining(true);
  try {
    const trials = await trainer.call('train', [mode, steps], { signal: stopping.signal });
    hasTrained = true;
    dialogue.listenAnew();
    say('Trained.');
    showOutcome(trials);
  } catch (error) {
    say(stopping.signal.aborted ? 'Stopped.' : 'Training failed.');
    if (!stopping.signal.aborted) status.showProblem(error);
  }
  setTraining(false);
}

/** Leaves the progress as it is, which {@link StatusView.say} hides. */
function say(words: string): void {
  byId('status', HTMLElement).textContent = words;
}

function startTraining(event: Event): void {
  event.preventDefault();
  const mode = document.querySelector<HTMLInputElement>('input[name="mode"]:checked')!.value as Mode;
  void train(mode, stepsInput.valueAsNumber);
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
  }
}

offerThemes(byId('theme', HTMLButtonElement));
offerModes();
byId('plan', HTMLFormElement).addEventListener('submit', startTraining);
stopButton.addEventListener('click', () => stopping.abort());
worker.addEventListener('message', ({ data }: MessageEvent<Report | object>) => {
  if ('type' in data) receive(data);
});
