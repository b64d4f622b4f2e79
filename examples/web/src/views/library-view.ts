import { byId, html } from '../dom.js';
import type { LibraryFacts, LibraryName, ListedPiece, SkippedFile } from '../engine/protocol.js';
import { acceptChosenFiles } from '../input/files.js';
import { count } from '../text.js';

const MOST_SKIPPED_SHOWN = 100;

/** More titles than this are no help to anyone. */
const MOST_TITLES_SHOWN = 300;

const WHOSE: Readonly<Record<LibraryName, string>> = {
  'built-in': 'public-domain music',
  own: 'your folder, kept in this browser',
  remote: 'an index from the web',
};

export interface LibraryChoice {
  onUse(name: LibraryName): Promise<void>;
  /** A passage of this piece is wanted. */
  onPiece(pieceId: string): void;
  onFolder(files: readonly File[], signal: AbortSignal): Promise<void>;
  /** An index at this address is wanted. */
  onAddress(url: string): Promise<void>;
}

/** Which pieces are searched, and the way to use a folder of one's own. */
export class LibraryView {
  readonly #facts = byId('library-facts', HTMLElement);
  readonly #choose = byId('choose-folder', HTMLButtonElement);
  readonly #cancel = byId('cancel-indexing', HTMLButtonElement);
  readonly #skipped = byId('skipped', HTMLDetailsElement);
  readonly #radios = [...document.querySelectorAll<HTMLInputElement>('input[name="library"]')];

  readonly #address = byId('index-address', HTMLInputElement);
  readonly #shelf = byId('shelf', HTMLUListElement);
  readonly #onPiece: LibraryChoice['onPiece'];
  #current: LibraryName = 'built-in';

  constructor({ onUse, onPiece, onFolder, onAddress }: LibraryChoice) {
    this.#onPiece = onPiece;
    for (const radio of this.#radios) {
      radio.addEventListener('change', () => {
        if (radio.checked) void onUse(radio.value as LibraryName);
      });
    }
    acceptChosenFiles(this.#choose, byId('folder', HTMLInputElement), async (files) => {
      const controller = new AbortController();
      const stop = (): void => controller.abort();
      this.#cancel.addEventListener('click', stop);
      this.#cancel.hidden = false;
      this.#choose.disabled = true;
      await onFolder(files, controller.signal);
      this.#cancel.removeEventListener('click', stop);
      this.#cancel.hidden = true;
      this.#choose.disabled = false;
    });
    byId('open-index', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void onAddress(this.#address.value);
    });
  }

  /** Lets the user choose, now that the engine can follow. */
  enable(hasOwnLibrary: boolean): void {
    this.#choose.disabled = false;
    byId('open-index-button', HTMLButtonElement).disabled = false;
    for (const radio of this.#radios) {
      radio.disabled = radio.value === 'remote' || (radio.value === 'own' && !hasOwnLibrary);
    }
  }

  /** Says again which library is in use, after another could not be opened. */
  showCurrent(): void {
    for (const radio of this.#radios) radio.checked = radio.value === this.#current;
  }

  showLibrary({ name, pieces, windows }: LibraryFacts): void {
    this.#current = name;
    this.showCurrent();
    for (const radio of this.#radios) {
      if (radio.checked) radio.disabled = false;
    }
    const whose = WHOSE[name];
    this.#facts.textContent = `${count(pieces.length, 'piece')} of ${whose}, in ${count(windows, 'window')}. Click one to hear a passage of it.`;
    this.#shelf.replaceChildren(...pieces.slice(0, MOST_TITLES_SHOWN).map((piece) => this.#title(piece)));
  }

  showSkipped(skipped: readonly SkippedFile[]): void {
    this.#skipped.hidden = skipped.length === 0;
    this.#skipped.querySelector('summary')!.textContent = `${count(skipped.length, 'file')} could not be read`;
    const lines = skipped.slice(0, MOST_SKIPPED_SHOWN).map(({ name, reason }) => html('li', {}, `${name}: ${reason}`));
    this.#skipped.querySelector('ul')!.replaceChildren(...lines);
  }

  #title({ pieceId, title, subtitle }: ListedPiece): HTMLLIElement {
    const play = html(
      'button',
      { type: 'button', class: 'link' },
      title,
      html('span', { class: 'subtitle' }, subtitle),
    );
    play.addEventListener('click', () => this.#onPiece(pieceId));
    return html('li', {}, play);
  }
}
