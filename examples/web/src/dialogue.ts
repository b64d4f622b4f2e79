import type { Caller } from '@midizero/core/worker';
import type { NoteTable } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { Answers, type AnswersListener } from './answers.js';
import { byId } from './dom.js';
import type { AskedMethods } from './engine/protocol.js';
import { connectInputs } from './input/connect-inputs.js';
import { Instrument } from './input/instrument.js';
import { Performer } from './input/performer.js';
import { Take } from './input/take.js';
import { SearchAsYouPlay } from './search-as-you-play.js';
import { PiecePlayer } from './sound/piece-player.js';
import { Synth } from './sound/synth.js';
import { count, errorWords } from './text.js';
import type { StatusView } from './views/status-view.js';

/** With fewer onsets there is nothing to search by. */
const FEWEST_ONSETS = 4;

export interface DialogueListener extends AnswersListener {
  /** What files can be asked with, such as 'a MIDI file or a score'. */
  readonly files: string;
  /** @throws Error in words about what cannot be read */
  readFile(file: File): Promise<NoteTable>;
  /** The question was dropped, to make room for another. */
  onClear?(): void;
}

/** Question and answer: what is played or dropped goes to the engine, and {@link Answers} shows the pieces it finds. */
export class Dialogue {
  readonly #engine: Caller<AskedMethods>;
  readonly #status: StatusView;
  readonly #listener: DialogueListener;
  readonly #nowSeconds = (): number => performance.now() / 1000;
  readonly #instrument = new Instrument();
  readonly #take = new Take(this.#nowSeconds);
  readonly #performer = new Performer(this.#instrument);
  readonly #search: SearchAsYouPlay;
  readonly #answers: Answers;
  readonly #clearButton = byId('clear', HTMLButtonElement);
  readonly #demoButton = byId('demo', HTMLButtonElement);
  readonly #fileButton = byId('choose-file', HTMLButtonElement);
  #isReady = false;

  constructor(engine: Caller<AskedMethods>, status: StatusView, listener: DialogueListener) {
    this.#engine = engine;
    this.#status = status;
    this.#listener = listener;
    const synth = new Synth();
    this.#answers = new Answers(engine, status, new PiecePlayer(synth), listener);
    this.#search = new SearchAsYouPlay(engine, {
      onAnswer: (answered) => void this.#answers.show(answered),
      onError: (error) => status.showProblem(error),
    });
    this.#instrument.addListener(synth);
    this.#instrument.addListener(this.#take);
    this.#instrument.addListener({ keyDown: (pitch) => this.#onPlayed(pitch), keyUp: () => undefined });
    connectInputs(this.#instrument, {
      onFile: (file) => void this.#openFile(file),
      onMidiKeyboards: (names) =>
        status.say(
          names.length > 0 ? `Listening to ${names.join(', ')}.` : 'No MIDI keyboard is connected yet; plug one in.',
        ),
      onError: (error) => status.showProblem(error),
    });
    byId('hint', HTMLElement).textContent =
      `Play with the mouse, by touch, or with the keys Z to M and Q to P; or drop ${listener.files} anywhere.`;
    this.#connectButtons();
  }

  /** Begins to answer; what was played meanwhile is answered now. */
  begin(): void {
    this.#isReady = true;
    for (const button of [this.#demoButton, this.#fileButton]) button.disabled = false;
    const playedMeanwhile = this.#take.notes();
    if (playedMeanwhile.length > 0) this.ask(playedMeanwhile);
  }

  /** Asks nothing more until {@link begin}: what answers is away. */
  pause(): void {
    this.clear();
    this.#isReady = false;
    for (const button of [this.#demoButton, this.#fileButton]) button.disabled = true;
  }

  /** Asks with notes that are complete. */
  ask(notes: NoteTable): void {
    this.#clearButton.disabled = false;
    if (this.#isAskable(notes)) this.#search.ask(notes);
  }

  /** What answers has forgotten what it heard: other pieces, or another network. */
  listenAnew(): void {
    this.#search.listenAnew();
  }

  /** Plays a passage as if someone played it here. @param pieceId of which piece; undefined for any */
  async perform(pieceId: string | undefined): Promise<void> {
    this.clear();
    try {
      const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
      const notes = await this.#engine.call('passage', [seed, pieceId]);
      this.#demoButton.textContent = 'Stop playing';
      byId('piano', HTMLElement).scrollIntoView({ block: 'center', behavior: 'smooth' });
      this.#performer.perform(notes, () => {
        this.#demoButton.textContent = 'Play me something else';
      });
    } catch (error) {
      this.#status.showProblem(error);
    }
  }

  /** Drops question and answer. */
  clear(): void {
    this.#performer.stop();
    this.#demoButton.textContent = 'Play me something';
    this.#instrument.allUp();
    this.#take.clear();
    this.#search.forget();
    this.#answers.clear();
    this.#clearButton.disabled = true;
    this.#status.clearProblem();
    this.#listener.onClear?.();
    this.#status.say(this.#listener.idleWords());
  }

  #connectButtons(): void {
    this.#demoButton.addEventListener('click', () => {
      if (this.#performer.isPlaying) this.clear();
      else void this.perform(undefined);
    });
    this.#clearButton.addEventListener('click', () => this.clear());
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.clear();
    });
    const anyKey = byId('any-key', HTMLInputElement);
    anyKey.addEventListener('change', () => {
      this.#search.anyKey = anyKey.checked;
      if (this.#answers.notes !== undefined) this.ask(this.#answers.notes);
    });
  }

  #onPlayed(pitch: number): void {
    this.#answers.stopListening();
    this.#clearButton.disabled = false;
    if (this.#take.hasJustBegun) this.#search.listenAnew();
    const note = { pitch, seconds: this.#nowSeconds() };
    if (this.#isAskable(this.#take.notes())) this.#search.hear(note, () => this.#take.notes());
    else this.#search.remember(note);
  }

  /** Whether there is enough to search by; says so where there is not. */
  #isAskable(notes: NoteTable): boolean {
    if (!this.#isReady) return false;
    this.#status.clearProblem();
    this.#answers.forgetChoice();
    const onsets = groupFrames(notes).length;
    if (onsets >= FEWEST_ONSETS) return true;
    this.#status.say(`${count(onsets, 'onset')}, ${FEWEST_ONSETS - onsets} more for a first guess …`);
    return false;
  }

  async #openFile(file: File): Promise<void> {
    if (!this.#isReady) return;
    this.clear();
    try {
      const notes = await this.#listener.readFile(file);
      if (notes.length === 0) throw new Error('it has no notes');
      this.#status.say(`Searching for ${file.name}, ${count(notes.length, 'note')} …`);
      this.ask(notes);
    } catch (error) {
      this.#status.say(this.#listener.idleWords());
      this.#status.showProblem(new Error(`${file.name}: ${errorWords(error)}`));
    }
  }
}
