import type { Caller } from '@midizero/core/worker';
import type { NoteTable } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { byId } from './dom.js';
import type { AskedMethods, Finding } from './engine/protocol.js';
import { connectInputs } from './input/connect-inputs.js';
import { Instrument } from './input/instrument.js';
import { Performer } from './input/performer.js';
import { Take } from './input/take.js';
import { type AnsweredQuery, SearchAsYouPlay } from './search-as-you-play.js';
import { PiecePlayer } from './sound/piece-player.js';
import { Synth } from './sound/synth.js';
import { count, errorWords, percent } from './text.js';
import { AnswerView } from './views/answer-view.js';
import { MatchesView } from './views/matches-view.js';
import type { StatusView } from './views/status-view.js';

/** With fewer onsets there is nothing to search by. */
const FEWEST_ONSETS = 4;
/** Onsets of a full window: with fewer the answer is a first guess. */
const FULL_WINDOW = 10;
/** Below this confidence the page says that it knows nothing like it. */
const KNOWN_CONFIDENCE = 0.5;

export interface DialogueListener {
  /** What files can be asked with, such as 'a MIDI file or a score'. */
  readonly files: string;
  /** What to say while nothing else is to be said. */
  idleWords(): string;
  /** @throws Error in words about what cannot be read */
  readFile(file: File): Promise<NoteTable>;
  /** The question was dropped, to make room for another. */
  onClear?(): void;
  /** A piece is shown as the answer to these notes; undefined where nothing is known. */
  onAnswer?(
    shown: { readonly finding: Finding; readonly piece: NoteTable; readonly notes: NoteTable } | undefined,
  ): void;
}

/** Question and answer: what is played or dropped goes to the engine, and the pieces it finds are shown. */
export class Dialogue {
  readonly #engine: Caller<AskedMethods>;
  readonly #status: StatusView;
  readonly #listener: DialogueListener;
  readonly #nowSeconds = (): number => performance.now() / 1000;
  readonly #instrument = new Instrument();
  readonly #take = new Take(this.#nowSeconds);
  readonly #performer = new Performer(this.#instrument);
  readonly #search: SearchAsYouPlay;
  readonly #answer: AnswerView;
  readonly #matches: MatchesView;
  readonly #clearButton = byId('clear', HTMLButtonElement);
  readonly #demoButton = byId('demo', HTMLButtonElement);
  readonly #fileButton = byId('choose-file', HTMLButtonElement);
  #answered: AnsweredQuery | undefined;
  /** The piece looked at, where it is not the first. */
  #chosen: Finding | undefined;
  #isReady = false;

  constructor(engine: Caller<AskedMethods>, status: StatusView, listener: DialogueListener) {
    this.#engine = engine;
    this.#status = status;
    this.#listener = listener;
    this.#search = new SearchAsYouPlay(engine, {
      onAnswer: (answered) => {
        this.#answered = answered;
        void this.#redraw();
      },
      onError: (error) => status.showProblem(error),
    });
    const synth = new Synth();
    this.#answer = new AnswerView(new PiecePlayer(synth));
    this.#matches = new MatchesView((finding) => {
      this.#chosen = finding;
      void this.#redraw();
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
    this.#answered = undefined;
    this.#chosen = undefined;
    this.#answer.hide();
    this.#matches.hide();
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
      if (this.#answered !== undefined) this.ask(this.#answered.notes);
    });
  }

  #onPlayed(pitch: number): void {
    this.#answer.stopListening();
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
    this.#chosen = undefined;
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

  async #redraw(): Promise<void> {
    const answered = this.#answered;
    if (answered === undefined) return;
    const { notes, answer, milliseconds } = answered;
    const [best] = answer.findings;
    const isGuess = groupFrames(notes).length < FULL_WINDOW;
    const isKnown = best !== undefined && (isGuess || best.confidence >= KNOWN_CONFIDENCE);
    const finding = this.#chosen ?? (isKnown ? best : undefined);
    this.#matches.show(answer, finding?.pieceId, milliseconds);
    this.#status.say(this.#listener.idleWords());
    if (finding === undefined) {
      this.#listener.onAnswer?.(undefined);
      const closest = best && `The closest is ${best.title}, and that only ${percent(best.confidence)} sure.`;
      this.#answer.showNothing('Nothing in this library is like that', closest ?? '');
      return;
    }
    const piece = await this.#engine.call('pieceNotes', [finding.pieceId]);
    if (answered !== this.#answered) return; // a newer answer came meanwhile
    const kicker = this.#chosen !== undefined ? 'Also like it' : isGuess ? 'First guess' : 'Sounds like';
    this.#answer.show(kicker, finding, piece, notes);
    this.#listener.onAnswer?.({ finding, piece, notes });
  }
}
