import type { Caller } from '@midizero/core/worker';
import type { NoteTable } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import type { AskedMethods, Finding } from './engine/protocol.js';
import type { AnsweredQuery } from './search-as-you-play.js';
import type { PiecePlayer } from './sound/piece-player.js';
import { percent } from './text.js';
import { AnswerView } from './views/answer-view.js';
import { MatchesView } from './views/matches-view.js';
import type { StatusView } from './views/status-view.js';

/** Onsets of a full window: with fewer the answer is a first guess. */
const FULL_WINDOW = 10;
/** Below this confidence the page says that it knows nothing like it. */
const KNOWN_CONFIDENCE = 0.5;

/** A piece that is shown as the answer, its notes, and the notes that it answers. */
export interface ShownAnswer {
  readonly finding: Finding;
  readonly piece: NoteTable;
  readonly notes: NoteTable;
}

export interface AnswersListener {
  /** What to say while nothing else is to be said. */
  idleWords(): string;
  /** A piece is shown; undefined where nothing is known. */
  onAnswer?(shown: ShownAnswer | undefined): void;
}

/** Shows what was found: the best piece or, once someone chose it, another one of those that are like the question. */
export class Answers {
  readonly #engine: Caller<AskedMethods>;
  readonly #status: StatusView;
  readonly #listener: AnswersListener;
  readonly #answer: AnswerView;
  readonly #matches: MatchesView;
  #answered: AnsweredQuery | undefined;
  /** The piece looked at, where it is not the first. */
  #chosen: Finding | undefined;

  constructor(engine: Caller<AskedMethods>, status: StatusView, player: PiecePlayer, listener: AnswersListener) {
    this.#engine = engine;
    this.#status = status;
    this.#listener = listener;
    this.#answer = new AnswerView(player);
    this.#matches = new MatchesView((finding) => {
      this.#chosen = finding;
      void this.#draw();
    });
  }

  /** The notes of the question that is answered here; undefined where there is none. */
  get notes(): NoteTable | undefined {
    return this.#answered?.notes;
  }

  async show(answered: AnsweredQuery): Promise<void> {
    this.#answered = answered;
    await this.#draw();
  }

  /** Goes back to the best piece with the next answer. */
  forgetChoice(): void {
    this.#chosen = undefined;
  }

  stopListening(): void {
    this.#answer.stopListening();
  }

  clear(): void {
    this.#answered = undefined;
    this.#chosen = undefined;
    this.#answer.hide();
    this.#matches.hide();
  }

  async #draw(): Promise<void> {
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
