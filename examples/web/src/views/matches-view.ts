import { byId, html } from '../dom.js';
import type { Answer, Finding } from '../engine/protocol.js';
import { clock, count, percent, transpositionWords } from '../text.js';

const SHOWN = 6;

/** The pieces most like the query, best first; one of them is looked at. */
export class MatchesView {
  readonly #section = byId('matches', HTMLElement);
  readonly #rows = byId('matches-rows', HTMLTableSectionElement);
  readonly #facts = byId('facts', HTMLElement);
  readonly #onChoose: (finding: Finding) => void;

  constructor(onChoose: (finding: Finding) => void) {
    this.#onChoose = onChoose;
  }

  show({ findings, stats }: Answer, chosenId: string | undefined, milliseconds: number): void {
    this.#section.hidden = findings.length === 0;
    this.#rows.replaceChildren(
      ...findings.slice(0, SHOWN).map((finding) => this.#row(finding, finding.pieceId === chosenId)),
    );
    const { encodeMilliseconds, searchMilliseconds, rankMilliseconds } = stats;
    this.#facts.textContent =
      `${count(stats.queryWindows, 'window')} of yours against ${count(stats.libraryWindows, 'window')} of the library ` +
      `in ${Math.max(1, Math.round(milliseconds))} ms: network ${encodeMilliseconds.toFixed(0)}, ` +
      `comparing ${searchMilliseconds.toFixed(0)}, placing ${rankMilliseconds.toFixed(0)}.`;
  }

  hide(): void {
    this.#section.hidden = true;
  }

  #row(finding: Finding, isChosen: boolean): HTMLTableRowElement {
    const { title, subtitle, startSeconds, endSeconds, confidence, transposition } = finding;
    const choose = html('button', { type: 'button', class: 'link' }, title);
    if (isChosen) choose.setAttribute('aria-current', 'true');
    choose.addEventListener('click', () => this.#onChoose(finding));
    const key = transpositionWords(transposition);
    return html(
      'tr',
      isChosen ? { class: 'chosen' } : {},
      html('td', {}, choose, html('span', { class: 'subtitle' }, [subtitle, key].filter(Boolean).join(' · '))),
      html('td', { class: 'place' }, `${clock(startSeconds)}–${clock(endSeconds)}`),
      html(
        'td',
        { class: 'sure' },
        html('span', { class: 'sure-bar', style: `--sure: ${confidence.toFixed(3)}`, 'aria-hidden': 'true' }),
        html('span', { class: 'sure-number' }, percent(confidence)),
      ),
    );
  }
}
