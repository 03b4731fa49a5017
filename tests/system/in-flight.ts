/** Runs `work`, at most `width` at a time, started in order. @returns results in the order of the work */
export async function inFlight<T>(width: number, work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = new Array(work.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < work.length; n = next++) results[n] = await work[n]!();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
