import { createRandom, type RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { createLiveMatcher, type LiveMatcher, type PieceSearcher } from '@midizero/retrieval';
import { findingOf } from './finding.js';
import { playPassage } from './passage.js';
import { type Answer, type HeardNote, type LibraryFacts, PAUSE_SECONDS } from './protocol.js';
import type { SearchableLibrary } from './searchable-library.js';

interface Listening {
  readonly matcher: LiveMatcher;
  readonly transpositions: number;
}

/** Answers questions from one library: whole ones, and performances as they go on. */
export class LibrarySearch {
  readonly library: SearchableLibrary;
  readonly #searcher: PieceSearcher;
  #listening: Listening | undefined;

  /** @param searcher over the library's index; closed with this */
  constructor(library: SearchableLibrary, searcher: PieceSearcher) {
    this.library = library;
    this.#searcher = searcher;
  }

  get facts(): LibraryFacts {
    const { name, index } = this.library;
    return {
      name,
      pieces: index.pieces.map(({ id }) => ({ pieceId: id, ...this.library.titleOf(id) })),
      windows: index.windowCount,
    };
  }

  async search(notes: NoteTable, transpositions: number, { signal }: RunOptions): Promise<Answer> {
    const { matches, stats } = await this.#searcher.search(notes, { transpositions, signal });
    return { findings: matches.map((match) => findingOf(match, this.library)), stats };
  }

  async hear(notes: readonly HeardNote[], transpositions: number, startsAnew: boolean): Promise<Answer | undefined> {
    if (startsAnew || this.#listening?.transpositions !== transpositions) {
      const matcher = createLiveMatcher(this.#searcher, { transpositions, resetAfterSeconds: PAUSE_SECONDS });
      this.#listening = { matcher, transpositions };
    }
    const { matcher } = this.#listening;
    for (const { pitch, seconds } of notes) matcher.noteOn(pitch, seconds);
    await matcher.settled();
    const { latest } = matcher;
    return latest && { findings: latest.matches.map((match) => findingOf(match, this.library)), stats: latest.stats };
  }

  pieceNotes(pieceId: string): Promise<NoteTable> {
    return this.library.notesOf(pieceId);
  }

  async passage(seed: number, pieceId: string | undefined): Promise<NoteTable> {
    const random = createRandom(seed);
    const { pieces } = this.library.index;
    return playPassage(await this.library.notesOf(pieceId ?? pieces[random.integer(pieces.length)]!.id), random);
  }

  close(): Promise<void> {
    return this.#searcher.close();
  }
}
