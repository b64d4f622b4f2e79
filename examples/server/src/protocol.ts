/** A piece that is like the file, and where in it. */
export interface FoundPiece {
  readonly pieceId: string;
  readonly title: string | undefined;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Semitones by which the file lies above the piece. */
  readonly transposition: number;
  /** 1 for an exact passage, around 0 for an unrelated one. */
  readonly score: number;
}

/** What the server's threads call in the search thread. */
export interface SearchMethods {
  /** Loads model and index, once. */
  start(): { readonly pieces: number; readonly windows: number };
  /**
   * @param midi bytes of a MIDI file
   * @param transpositions keys tried to either side, in semitones
   * @throws MidiParseError if the bytes are no MIDI file
   */
  search(midi: Uint8Array, transpositions: number, limit: number): readonly FoundPiece[];
}
