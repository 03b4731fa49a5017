/**
 * The key that an event without one takes from its request's `Idempotency-Key`. Written so that it meets neither a
 * caller's own keys nor those of another operation or place in a batch.
 */
export const keyOfRequest = (operation: string, requestKey: string, position: number): string =>
  JSON.stringify(["Idempotency-Key", operation, requestKey, position]);
