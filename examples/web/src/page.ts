import type { NoteTable } from '@midizero/midi';
import type { WebProvider } from '@midizero/onnx/web';
import { groupFrames } from '@midizero/pitch-matrix';
import { byId } from './dom.js';
import type { EngineClient } from './engine/connect-engine.js';
import type { Finding } from './engine/protocol.js';
import { connectInputs } from './input/connect-inputs.js';
import { Instrument } from './input/instrument.js';
import { Listening } from './input/listening.js';
import { Performer } from './input/performer.js';
import { readQueryFile } from './input/query-file.js';
import { Take } from './input/take.js';
import { Libraries } from './libraries.js';
import { type AnsweredQuery, SearchAsYouPlay } from './search-as-you-play.js';
import { PiecePlayer } from './sound/piece-player.js';
import { Synth } from './sound/synth.js';
import { count, errorWords, percent } from './text.js';
import { AnswerView } from './views/answer-view.js';
import { DeviceView } from './views/device-view.js';
import { MatchesView } from './views/matches-view.js';
import { StatusView } from './views/status-view.js';
import { WindowsView } from './views/windows-view.js';

/** With fewer onsets there is nothing to search by. */
const FEWEST_ONSETS = 4;
/** Onsets of a full window: with fewer the answer is a first guess. */
const FULL_WINDOW = 10;
/** Below this confidence the page says that it knows nothing like it. */
const KNOWN_CONFIDENCE = 0.5;
const HINT =
  'Play with the mouse, by touch, or with the keys Z to M and Q to P; or drop a MIDI file, a score or a recording anywhere.';

/** The page: joins what is played to the engine, and the engine's answers to what is seen. */
export class Page {
  readonly #engine: EngineClient;
  readonly #nowSeconds = (): number => performance.now() / 1000;
  readonly #instrument = new Instrument();
  readonly #take = new Take(this.#nowSeconds);
  readonly #performer = new Performer(this.#instrument);
  readonly #search: SearchAsYouPlay;
  readonly #status = new StatusView();
  readonly #answer: AnswerView;
  readonly #matches: MatchesView;
  readonly #libraries: Libraries;
  readonly #device: DeviceView;
  readonly #windows = new WindowsView();
  readonly #listening: Listening;
  readonly #clearButton = byId('clear', HTMLButtonElement);
  readonly #demoButton = byId('demo', HTMLButtonElement);
  readonly #fileButton = byId('choose-file', HTMLButtonElement);
  readonly #microphoneButton = byId('microphone', HTMLButtonElement);
  #answered: AnsweredQuery | undefined;
  /** The piece looked at, where it is not the first. */
  #chosen: Finding | undefined;
  #isReady = false;

  constructor(engine: EngineClient) {
    this.#engine = engine;
    this.#search = new SearchAsYouPlay(engine, {
      onAnswer: (answered) => void this.#showAnswer(answered),
      onError: (error) => this.#status.showProblem(error),
    });
    const synth = new Synth();
    this.#answer = new AnswerView(new PiecePlayer(synth));
    this.#matches = new MatchesView((finding) => {
      this.#chosen = finding;
      void this.#redraw();
    });
    this.#libraries = new Libraries(engine, this.#status, {
      onChange: () => this.#clear(),
      onPiece: (pieceId) => void this.#perform(pieceId),
    });
    this.#listening = new Listening(engine, {
      onNotes: (notes) => {
        this.#clearButton.disabled = false;
        this.#ask(notes);
      },
      onError: (error) => {
        this.#clear();
        this.#status.showProblem(error);
      },
    });
    this.#device = new DeviceView((provider) => void this.#computeWith(provider));
    this.#instrument.addListener(synth);
    this.#instrument.addListener(this.#take);
    this.#instrument.addListener({ keyDown: (pitch) => this.#onPlayed(pitch), keyUp: () => undefined });
    connectInputs(this.#instrument, {
      onFile: (file) => void this.#openFile(file),
      onMidiKeyboards: (names) =>
        this.#status.say(
          names.length > 0 ? `Listening to ${names.join(', ')}.` : 'No MIDI keyboard is connected yet; plug one in.',
        ),
      onError: (error) => this.#status.showProblem(error),
    });
    this.#connectButtons();
  }

  /** Loads the engine. Playing is possible meanwhile, and is answered as soon as it is there. */
  async start(): Promise<void> {
    byId('hint', HTMLElement).textContent = HINT;
    try {
      const { device, library, hasOwnLibrary } = await this.#engine.call('start', [this.#device.remembered], {
        onProgress: (progress) => this.#status.showProgress(progress),
      });
      this.#device.show(device);
      this.#libraries.enable(hasOwnLibrary);
      this.#libraries.show(library);
      const address = new URLSearchParams(location.search).get('index');
      if (address !== null) await this.#libraries.openAddress(address);
      for (const button of [this.#demoButton, this.#fileButton, this.#microphoneButton]) button.disabled = false;
      this.#isReady = true;
      document.documentElement.dataset.engine = 'ready';
      const playedMeanwhile = this.#take.notes();
      if (playedMeanwhile.length > 0) this.#ask(playedMeanwhile);
    } catch (error) {
      this.#status.say('The search engine could not be started.');
      this.#status.showProblem(error);
    }
  }

  #connectButtons(): void {
    this.#demoButton.addEventListener('click', () => {
      if (this.#performer.isPlaying) this.#clear();
      else void this.#perform(undefined);
    });
    this.#microphoneButton.addEventListener('click', () => {
      if (this.#listening.isOn) this.#clear();
      else void this.#listen();
    });
    this.#clearButton.addEventListener('click', () => this.#clear());
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#clear();
    });
    const anyKey = byId('any-key', HTMLInputElement);
    anyKey.addEventListener('change', () => {
      this.#search.anyKey = anyKey.checked;
      if (this.#answered !== undefined) this.#ask(this.#answered.notes);
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

  #ask(notes: NoteTable): void {
    if (this.#isAskable(notes)) this.#search.ask(notes);
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
    this.#clear();
    try {
      const notes = await readQueryFile(file, this.#engine, (progress) => this.#status.showProgress(progress));
      if (notes.length === 0) throw new Error('it has no notes');
      this.#clearButton.disabled = false;
      this.#status.say(`Searching for ${file.name}, ${count(notes.length, 'note')} …`);
      this.#ask(notes);
    } catch (error) {
      this.#status.say(this.#libraries.readyWords);
      this.#status.showProblem(new Error(`${file.name}: ${errorWords(error)}`));
    }
  }

  /** Plays a passage as if someone played it here. @param pieceId of which piece; undefined for any */
  async #perform(pieceId: string | undefined): Promise<void> {
    this.#clear();
    try {
      const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
      const notes = await this.#engine.call('passage', [seed, pieceId]);
      this.#demoButton.textContent = 'Stop playing';
      scrollTo({ top: 0, behavior: 'smooth' });
      this.#performer.perform(notes, () => {
        this.#demoButton.textContent = 'Play me something else';
      });
    } catch (error) {
      this.#status.showProblem(error);
    }
  }

  async #listen(): Promise<void> {
    this.#clear();
    this.#status.say('Waiting for the microphone …');
    try {
      await this.#listening.start();
      this.#showMicrophone();
      this.#status.say(this.#idleWords);
    } catch (error) {
      this.#clear();
      this.#status.showProblem(error);
    }
  }

  #showMicrophone(): void {
    this.#microphoneButton.setAttribute('aria-pressed', String(this.#listening.isOn));
    this.#microphoneButton.textContent = this.#listening.isOn ? 'Stop listening' : 'Use the microphone';
  }

  /** What to say while nothing else is to be said. */
  get #idleWords(): string {
    return this.#listening.isOn ? 'Listening to the microphone …' : this.#libraries.readyWords;
  }

  async #computeWith(provider: WebProvider): Promise<void> {
    this.#device.setBusy(true);
    try {
      const onProgress = this.#status.showProgress.bind(this.#status);
      this.#device.show(await this.#engine.call('computeWith', [provider], { onProgress }));
      this.#search.listenAnew();
      this.#status.say(this.#libraries.readyWords);
    } catch (error) {
      this.#device.setBusy(false);
      this.#status.showProblem(error);
    }
  }

  async #showAnswer(answered: AnsweredQuery): Promise<void> {
    this.#answered = answered;
    await this.#redraw();
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
    this.#status.say(this.#idleWords);
    if (finding === undefined) {
      this.#windows.hide();
      const closest = best && `The closest is ${best.title}, and that only ${percent(best.confidence)} sure.`;
      this.#answer.showNothing('Nothing in this library is like that', closest ?? '');
      return;
    }
    const piece = await this.#engine.call('pieceNotes', [finding.pieceId]);
    if (answered !== this.#answered) return; // a newer answer came meanwhile
    const kicker = this.#chosen !== undefined ? 'Also like it' : isGuess ? 'First guess' : 'Sounds like';
    this.#answer.show(kicker, finding, piece, notes);
    this.#windows.show(notes, piece, finding);
  }

  #clear(): void {
    this.#performer.stop();
    this.#listening.stop();
    this.#showMicrophone();
    this.#demoButton.textContent = 'Play me something';
    this.#instrument.allUp();
    this.#take.clear();
    this.#search.forget();
    this.#answered = undefined;
    this.#chosen = undefined;
    this.#answer.hide();
    this.#matches.hide();
    this.#windows.hide();
    this.#clearButton.disabled = true;
    this.#status.clearProblem();
    this.#status.say(this.#idleWords);
  }
}
