import type { NoteTable } from '@midizero/midi';
import { byId } from '../dom.js';
import type { Finding } from '../engine/protocol.js';
import type { PiecePlayer } from '../sound/piece-player.js';
import { clock, count, transpositionWords } from '../text.js';
import { type OverlaidNote, overlayQuery } from './roll/overlay.js';
import { showOverview } from './roll/overview.js';
import { RollView } from './roll/roll.js';

/** With a smaller share of notes that agree, nobody would say that it sounds like that. */
const SOUNDS_LIKE = 0.5;

interface Shown {
  readonly finding: Finding;
  readonly piece: NoteTable;
  readonly overlay: readonly OverlaidNote[];
}

/** The piece found, its place, and how the query lies over it. */
export class AnswerView {
  readonly #section = byId('answer', HTMLElement);
  readonly #kicker = byId('answer-kicker', HTMLElement);
  readonly #title = byId('answer-title', HTMLElement);
  readonly #place = byId('answer-place', HTMLElement);
  readonly #listen = byId('listen', HTMLButtonElement);
  readonly #overview = byId('overview', HTMLElement);
  readonly #roll = new RollView(byId('roll', HTMLElement));
  readonly #player: PiecePlayer;
  #shown: Shown | undefined;

  constructor(player: PiecePlayer) {
    this.#player = player;
    this.#listen.addEventListener('click', () => this.#toggleListening());
    let width = 0;
    new ResizeObserver(([entry]) => {
      const isOtherWidth = entry!.contentRect.width !== width;
      width = entry!.contentRect.width;
      if (isOtherWidth) this.#draw();
    }).observe(this.#section);
  }

  /** @param kicker the words above the title; unless given, they tell whether the notes agree */
  show(kicker: string | undefined, finding: Finding, piece: NoteTable, query: NoteTable): void {
    if (this.#shown?.finding.pieceId !== finding.pieceId) this.stopListening();
    const overlay = overlayQuery(query, piece, finding);
    this.#shown = { finding, piece, overlay };
    this.#section.hidden = false;
    this.#section.classList.remove('empty');
    const agreeing = overlay.filter(({ isInPiece }) => isInPiece).length;
    const isLike = agreeing >= SOUNDS_LIKE * overlay.length;
    setText(this.#kicker, kicker ?? (isLike ? 'Sounds like' : 'Closest, though few notes agree'));
    setText(this.#title, finding.title);
    const { subtitle, startSeconds, endSeconds, alsoAtSeconds, transposition } = finding;
    const key = transpositionWords(transposition);
    const words = [
      subtitle,
      `${clock(startSeconds)}–${clock(endSeconds)}`,
      alsoAtSeconds.length > 0 && `also at ${alsoAtSeconds.map(clock).join(', ')}`,
      key && `you play ${key}`,
      `${agreeing} of ${count(overlay.length, 'note')} agree`,
    ];
    setText(this.#place, words.filter(Boolean).join(' · '));
    this.#draw();
  }

  /** Says that there is no answer. */
  showNothing(words: string): void {
    this.stopListening();
    this.#shown = undefined;
    this.#section.hidden = false;
    this.#section.classList.add('empty');
    setText(this.#kicker, 'No answer');
    setText(this.#title, words);
    setText(this.#place, '');
  }

  hide(): void {
    this.stopListening();
    this.#shown = undefined;
    this.#section.hidden = true;
  }

  stopListening(): void {
    this.#player.stop();
  }

  #draw(): void {
    if (this.#shown === undefined || this.#section.clientWidth === 0) return;
    const { finding, piece, overlay } = this.#shown;
    this.#roll.show(piece, overlay, finding);
    showOverview(this.#overview, piece, finding);
  }

  #toggleListening(): void {
    if (this.#player.isPlaying) {
      this.stopListening();
      return;
    }
    if (this.#shown === undefined) return;
    const { piece, finding } = this.#shown;
    setText(this.#listen, 'Stop');
    this.#player.play(piece, finding.startSeconds, {
      onPlace: (seconds) => {
        this.#roll.follow(seconds);
        if (seconds === undefined) setText(this.#listen, 'Listen from there');
      },
    });
  }
}

/** Leaves text alone that is the same already: screen readers announce what is set. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
