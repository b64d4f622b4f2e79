/** Runs a task once at a time; asked during a run, it runs once more afterwards, however often it was asked. */
export class LatestRun {
  readonly #task: () => Promise<void>;
  #again = false;
  #running: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  request(): void {
    this.#again = true;
    this.#running ??= this.#runWhileAsked();
  }

  /** Throws what a run failed with, once. */
  throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure.error;
  }

  /** Resolves when nothing runs and nothing is asked for; rejects with what a run failed with. */
  async settled(): Promise<void> {
    await this.#running;
    this.throwFailure();
  }

  async #runWhileAsked(): Promise<void> {
    // Whatever else happens in this turn, such as the other notes of a chord, still belongs to the run.
    await Promise.resolve();
    try {
      while (this.#again) {
        this.#again = false;
        await this.#task();
      }
    } catch (error) {
      this.#again = false;
      this.#failure = { error };
    } finally {
      this.#running = undefined;
    }
  }
}
