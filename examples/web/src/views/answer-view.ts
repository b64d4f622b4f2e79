import type { NoteTable } from '@midizero/midi';
import { byId } from '../dom.js';
import type { Finding } from '../engine/protocol.js';
import type { PiecePlayer } from '../sound/piece-player.js';
import { clock, count, percent, transpositionWords } from '../text.js';
import { type OverlaidNote, overlayQuery } from './roll/overlay.js';
import { showOverview } from './roll/overview.js';
import { RollView } from './roll/roll.js';

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

  /** @param kicker the words above the title */
  show(kicker: string, finding: Finding, piece: NoteTable, query: NoteTable): void {
    if (this.#shown?.finding.pieceId !== finding.pieceId) this.stopListening();
    this.#shown = { finding, piece, overlay: overlayQuery(query, finding) };
    this.#section.hidden = false;
    this.#section.classList.remove('empty');
    setText(this.#kicker, `${kicker}, ${percent(finding.confidence)} sure`);
    setText(this.#title, finding.title);
    setText(this.#place, placeWords(finding));
    this.#draw();
  }

  /** Says that there is no answer. @param words what there is instead, if anything */
  showNothing(title: string, words: string): void {
    this.stopListening();
    this.#shown = undefined;
    this.#section.hidden = false;
    this.#section.classList.add('empty');
    setText(this.#kicker, 'Nothing known');
    setText(this.#title, title);
    setText(this.#place, words);
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

function placeWords(finding: Finding): string {
  const { subtitle, bars, startSeconds, endSeconds, alsoAtSeconds, transposition, view, alignedNotes } = finding;
  const key = transpositionWords(transposition);
  const words = [
    subtitle,
    bars && (bars.first === bars.last ? `bar ${bars.first}` : `bars ${bars.first}–${bars.last}`),
    `${clock(startSeconds)}–${clock(endSeconds)}`,
    alsoAtSeconds.length > 0 && `also at ${alsoAtSeconds.map(clock).join(', ')}`,
    key && `you play ${key}`,
    view !== 'all' && 'known by its melody',
    `${alignedNotes.length} of ${count(alignedNotes.length + alignedNotes.extra.length, 'note')} agree`,
  ];
  return words.filter(Boolean).join(' · ');
}

/** Leaves text alone that is the same already: screen readers announce what is set. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
