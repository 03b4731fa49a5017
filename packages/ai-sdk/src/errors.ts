/** Thrown where a provider reported no token counts at all: nothing is billed, and nothing is guessed. */
export class UsageMissingError extends Error {
  override readonly name = "UsageMissingError";
  /** What the provider reported in the place of usage. */
  readonly usage: unknown;

  constructor(message: string, usage: unknown) {
    super(message);
    this.usage = usage;
  }
}

/** Thrown where token counts are not whole numbers of at least 0, or contradict one another. */
export class UsageMalformedError extends Error {
  override readonly name = "UsageMalformedError";
  /** What the provider reported. */
  readonly usage: unknown;

  constructor(message: string, usage: unknown) {
    super(message);
    this.usage = usage;
  }
}
