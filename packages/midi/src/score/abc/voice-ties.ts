import { reportIssue, type TuneContext } from './tune-context.js';

/** The ties of one voice that lead on, for each of its layers: 0 is the voice itself, others are overlays. */
export class VoiceTies {
  readonly #tune: TuneContext;
  /** Pitches by the name of the note with its octave. */
  #ties = new Map<string, number>();
  readonly #tiesOfLayers = new Map<number, Map<string, number>>();
  #layer = 0;

  constructor(tune: TuneContext) {
    this.#tune = tune;
  }

  get layer(): number {
    return this.#layer;
  }

  changeLayer(layer: number): void {
    if (layer === this.#layer) return;
    this.#tiesOfLayers.set(this.#layer, this.#ties);
    this.#ties = this.#tiesOfLayers.get(layer) ?? new Map();
    this.#layer = layer;
  }

  /** A tie leads on from a note. */
  add(name: string, midiPitch: number): void {
    this.#ties.set(name, midiPitch);
  }

  /** The ties that lead to what sounds next: the caller takes those out that arrive, and loses the others. */
  take(): Map<string, number> {
    const ties = this.#ties;
    this.#ties = new Map();
    return ties;
  }

  /** Reports ties that led nowhere. @default all of the layer */
  lose(ties: ReadonlyMap<string, number> = this.take()): void {
    for (const name of ties.keys()) reportIssue(this.#tune, 'tie', `a tie from ${name} leads to no note`);
  }
}
