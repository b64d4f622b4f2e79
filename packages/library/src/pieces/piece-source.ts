/** Where a piece stands before its notation is read. */
export interface PieceSource {
  /** Lower-case words joined by hyphens; unique in the library. */
  readonly id: string;
  readonly title: string;
  /** Name of the composer, or `Traditional`. */
  readonly composer: string;
  /** Number in the composer's catalogue, such as `BWV 846`. */
  readonly catalogue?: string;
  /** Year in which the composer died; absent for traditional and anonymous music. */
  readonly composerDied?: number;
  /** Year, or an early one, in which a tune without a known composer was in print or manuscript. */
  readonly knownSince?: number;
  /** True where the tune is the composer's and the other voices, or some of them, are an arrangement of this library. */
  readonly arrangement?: true;
  /** Text for {@link parseNotation}. */
  readonly notation: string;
}
