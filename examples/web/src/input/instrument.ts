/** Who wants to know of keys that go down and up. */
export interface KeyListener {
  /** @param velocity 1 to 127 */
  keyDown(pitch: number, velocity: number): void;
  keyUp(pitch: number): void;
}

/** Where all ways of playing meet: screen, computer keys, MIDI keyboards and the page's own playing. */
export class Instrument implements KeyListener {
  readonly #listeners: KeyListener[] = [];
  readonly #down = new Set<number>();

  addListener(listener: KeyListener): void {
    this.#listeners.push(listener);
  }

  keyDown(pitch: number, velocity: number): void {
    if (this.#down.has(pitch)) this.keyUp(pitch);
    this.#down.add(pitch);
    for (const listener of this.#listeners) listener.keyDown(pitch, velocity);
  }

  keyUp(pitch: number): void {
    if (!this.#down.delete(pitch)) return;
    for (const listener of this.#listeners) listener.keyUp(pitch);
  }

  allUp(): void {
    for (const pitch of [...this.#down]) this.keyUp(pitch);
  }
}
