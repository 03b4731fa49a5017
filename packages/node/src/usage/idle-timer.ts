/**
 * A timer that does not keep the process alive, except while it is held. A process may end with nothing but a pause
 * left to do; but one that awaits a flush must not end in the middle of it.
 */
export class IdleTimer {
  #handle: ReturnType<typeof setTimeout> | undefined;
  #held = false;

  get isSet(): boolean {
    return this.#handle !== undefined;
  }

  set(ms: number, run: () => void): void {
    this.clear();
    this.#handle = setTimeout(() => {
      this.#handle = undefined;
      run();
    }, ms);
    this.#applyHold();
  }

  clear(): void {
    clearTimeout(this.#handle);
    this.#handle = undefined;
  }

  hold(held: boolean): void {
    this.#held = held;
    this.#applyHold();
  }

  #applyHold(): void {
    // Only Node's timers can be told; elsewhere a timer is a number.
    const handle = this.#handle as { ref?: () => void; unref?: () => void } | undefined;
    if (this.#held) handle?.ref?.();
    else handle?.unref?.();
  }
}
