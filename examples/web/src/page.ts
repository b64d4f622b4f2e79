import { type NoteTable, parseMidi } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { byId } from './dom.js';
import type { EngineClient } from './engine/client.js';
import type { Finding, LibraryFacts, LibraryName } from './engine/protocol.js';
import { playWithComputerKeys } from './input/computer-keys.js';
import { Instrument } from './input/instrument.js';
import { acceptChosenFiles, acceptDroppedFiles } from './input/midi-files.js';
import { Performer } from './input/performer.js';
import { Take } from './input/take.js';
import { hasWebMidi, playWithMidiKeyboards } from './input/web-midi.js';
import { type AnsweredQuery, SearchAsYouPlay } from './search-as-you-play.js';
import { PiecePlayer } from './sound/piece-player.js';
import { Synth } from './sound/synth.js';
import { count } from './text.js';
import { AnswerView } from './views/answer-view.js';
import { LibraryView } from './views/library-view.js';
import { MatchesView } from './views/matches-view.js';
import { PianoView } from './views/piano.js';
import { StatusView } from './views/status-view.js';
import { WindowsView } from './views/windows-view.js';

/** With fewer onsets there is nothing to search by. */
const FEWEST_ONSETS = 4;
/** Onsets of a full window: with fewer the answer is a first guess. */
const FULL_WINDOW = 10;
const HINT = 'Play with the mouse, by touch, or with the keys Z to M and Q to P; or drop a MIDI file anywhere.';

/** The page: joins what is played to the engine, and the engine's answers to what is seen. */
export class Page {
  readonly #engine: EngineClient;
  readonly #instrument = new Instrument();
  readonly #take = new Take(() => performance.now() / 1000);
  readonly #performer = new Performer(this.#instrument);
  readonly #search: SearchAsYouPlay;
  readonly #status = new StatusView();
  readonly #answer: AnswerView;
  readonly #matches: MatchesView;
  readonly #library: LibraryView;
  readonly #windows = new WindowsView();
  readonly #clearButton = byId('clear', HTMLButtonElement);
  readonly #demoButton = byId('demo', HTMLButtonElement);
  readonly #fileButton = byId('choose-file', HTMLButtonElement);
  #answered: AnsweredQuery | undefined;
  /** The piece looked at, where it is not the first. */
  #chosen: Finding | undefined;
  #readyWords = '';
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
    this.#library = new LibraryView({
      onUse: (name) => void this.#useLibrary(name),
      onPiece: (pieceId) => void this.#perform(pieceId),
      onFolder: (files, signal) => this.#indexFolder(files, signal),
    });
    this.#instrument.addListener(synth);
    this.#instrument.addListener(this.#take);
    this.#instrument.addListener({ keyDown: () => this.#onPlayed(), keyUp: () => undefined });
    this.#connectInputs();
  }

  /** Loads the engine. Playing is possible meanwhile, and is answered as soon as it is there. */
  async start(): Promise<void> {
    byId('hint', HTMLElement).textContent = HINT;
    try {
      const facts = await this.#engine.call('start', [], {
        onProgress: (progress) => this.#status.showProgress(progress),
      });
      this.#library.enable(facts.hasOwnLibrary);
      this.#showLibrary(facts.library);
      for (const button of [this.#demoButton, this.#fileButton]) button.disabled = false;
      this.#isReady = true;
      document.documentElement.dataset.engine = 'ready';
      const playedMeanwhile = this.#take.notes();
      if (playedMeanwhile.length > 0) this.#ask(playedMeanwhile);
    } catch (error) {
      this.#status.say('The search engine could not be started.');
      this.#status.showProblem(error);
    }
  }

  #connectInputs(): void {
    const piano = new PianoView(byId('piano', HTMLElement), this.#instrument);
    this.#instrument.addListener(piano);
    byId('octave-down', HTMLButtonElement).addEventListener('click', () => piano.moveByOctaves(-1));
    byId('octave-up', HTMLButtonElement).addEventListener('click', () => piano.moveByOctaves(1));
    playWithComputerKeys(this.#instrument, () => piano.lowestPlayable);
    const openFile = (file: File): void => void this.#openFile(file);
    acceptChosenFiles(this.#fileButton, byId('file', HTMLInputElement), ([file]) => openFile(file!));
    const veil = byId('drop-veil', HTMLElement);
    acceptDroppedFiles(openFile, (isDragging) => veil.classList.toggle('shown', isDragging));
    this.#connectMidi();
    this.#demoButton.addEventListener('click', () => this.#toggleDemo());
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

  #connectMidi(): void {
    const button = byId('connect-midi', HTMLButtonElement);
    button.hidden = !hasWebMidi();
    button.addEventListener('click', async () => {
      try {
        await playWithMidiKeyboards(this.#instrument, (names) => {
          this.#status.say(
            names.length > 0 ? `Listening to ${names.join(', ')}.` : 'No MIDI keyboard is connected yet; plug one in.',
          );
        });
      } catch (error) {
        this.#status.showProblem(error);
      }
    });
  }

  #onPlayed(): void {
    this.#answer.stopListening();
    this.#clearButton.disabled = false;
    this.#ask(this.#take.notes());
  }

  #ask(notes: NoteTable): void {
    if (!this.#isReady) return;
    this.#status.clearProblem();
    this.#chosen = undefined;
    const onsets = groupFrames(notes).length;
    if (onsets >= FEWEST_ONSETS) this.#search.ask(notes);
    else this.#status.say(`${count(onsets, 'onset')}, ${FEWEST_ONSETS - onsets} more for a first guess …`);
  }

  async #openFile(file: File): Promise<void> {
    this.#clear();
    try {
      const notes = parseMidi(new Uint8Array(await file.arrayBuffer()));
      if (notes.length === 0) throw new Error('it has no notes');
      this.#clearButton.disabled = false;
      this.#status.say(`Searching for ${file.name}, ${count(notes.length, 'note')} …`);
      this.#ask(notes);
    } catch (error) {
      this.#status.showProblem(new Error(`${file.name}: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  #toggleDemo(): void {
    if (this.#performer.isPlaying) this.#clear();
    else void this.#perform(undefined);
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

  async #showAnswer(answered: AnsweredQuery): Promise<void> {
    this.#answered = answered;
    await this.#redraw();
  }

  async #redraw(): Promise<void> {
    const answered = this.#answered;
    if (answered === undefined) return;
    const { notes, answer, milliseconds } = answered;
    const finding = this.#chosen ?? answer.findings[0];
    this.#matches.show(answer, finding?.pieceId, milliseconds);
    this.#status.say(this.#readyWords);
    if (finding === undefined) {
      this.#windows.hide();
      this.#answer.showNothing('Nothing in this library is like that.');
      return;
    }
    const piece = await this.#engine.call('pieceNotes', [finding.pieceId]);
    if (answered !== this.#answered) return; // a newer answer came meanwhile
    this.#answer.show(this.#kicker(answered, finding), finding, piece, notes);
    this.#windows.show(notes, piece, finding);
  }

  #kicker({ answer, notes }: AnsweredQuery, finding: Finding): string | undefined {
    if (finding.pieceId !== answer.findings[0]?.pieceId) return 'Also like it';
    return groupFrames(notes).length < FULL_WINDOW ? 'First guess' : undefined;
  }

  #clear(): void {
    this.#performer.stop();
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
    this.#status.say(this.#readyWords);
  }

  async #useLibrary(name: LibraryName): Promise<void> {
    await this.#changeLibrary(this.#engine.call('useLibrary', [name]));
  }

  async #indexFolder(files: readonly File[], signal: AbortSignal): Promise<void> {
    const onProgress = (progress: Parameters<StatusView['showProgress']>[0]): void =>
      this.#status.showProgress(progress);
    const indexing = this.#engine.call('indexFiles', [files], { signal, onProgress });
    await this.#changeLibrary(
      indexing.then(({ library, skipped }) => {
        this.#library.showSkipped(skipped);
        return library;
      }),
    );
  }

  async #changeLibrary(opening: Promise<LibraryFacts>): Promise<void> {
    this.#clear();
    try {
      this.#showLibrary(await opening);
    } catch (error) {
      this.#status.say(this.#readyWords);
      if ((error as Error).name !== 'AbortError') this.#status.showProblem(error);
    }
  }

  #showLibrary(library: LibraryFacts): void {
    this.#library.showLibrary(library);
    this.#readyWords = `Ready. ${count(library.pieces.length, 'piece')} to find.`;
    this.#status.say(this.#readyWords);
  }
}
