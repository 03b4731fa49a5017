/** What was started, to be stopped in reverse order, whatever happens in between. */
export class Belongings {
  readonly #owned: Promise<() => Promise<void>>[] = [];
  #isReleased = false;

  /** Starts a thing, and remembers how to stop it. @throws what `start` throws; then there is nothing to stop */
  async own<T>(start: () => Promise<T>, stop: (thing: T) => Promise<void>): Promise<T> {
    if (this.#isReleased) throw new Error("Nothing is started any more");
    const starting = start();
    this.#owned.push(
      starting.then(
        (thing) => () => stop(thing),
        () => async () => {},
      ),
    );
    return starting;
  }

  /** Waits for what is still starting, and stops it too. @throws AggregateError after all was tried */
  async release(): Promise<void> {
    this.#isReleased = true;
    const errors: unknown[] = [];
    for (const owned of this.#owned.splice(0).reverse()) {
      const stop = await owned;
      await stop().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw new AggregateError(errors, "Not all that was started could be stopped");
  }
}
