import type { Progress } from '@midizero/core';
import { byId } from '../dom.js';
import { clock, errorWords, megabytes } from '../text.js';

const STAGE_WORDS: Readonly<Record<string, string>> = {
  'fetch runtime': 'Fetching ONNX Runtime',
  'fetch model': 'Fetching the network',
  'fetch index': 'Fetching the pieces',
  'index files': 'Learning your files',
  transcribe: 'Listening to the recording',
};

/** One line that says what the page is doing, its progress, and what went wrong. */
export class StatusView {
  readonly #status: HTMLElement;
  readonly #progress: HTMLProgressElement;
  readonly #problem: HTMLElement;

  /** @param prefix of the three elements' ids, where a page has several such lines */
  constructor(prefix = '') {
    this.#status = byId(`${prefix}status`, HTMLElement);
    this.#progress = byId(`${prefix}progress`, HTMLProgressElement);
    this.#problem = byId(`${prefix}problem`, HTMLElement);
  }

  say(words: string): void {
    this.#progress.hidden = true;
    this.#status.textContent = words;
  }

  showProgress({ stage, completed, total, unit }: Progress): void {
    const amount = unit === 'bytes' ? megabytes : unit === 'seconds' ? clock : String;
    const of = total === undefined ? amount(completed) : `${amount(completed)} of ${amount(total)}`;
    this.#status.textContent = `${STAGE_WORDS[stage] ?? stage}: ${of}`;
    this.#progress.hidden = false;
    if (total === undefined) this.#progress.removeAttribute('value');
    else this.#progress.value = completed / total;
  }

  showProblem(error: unknown): void {
    this.#progress.hidden = true;
    this.#problem.hidden = false;
    this.#problem.textContent = errorWords(error);
  }

  clearProblem(): void {
    this.#problem.hidden = true;
  }
}
