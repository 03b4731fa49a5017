/** What is told of a stream as it is read. None of it may throw. */
export interface StreamObserver<T> {
  /** Whether the reader gets to see a part. */
  shows(part: T): boolean;
  /** Each part, in order, once it is on its way to the reader. */
  saw(part: T): void;
  /** The source ended. The reader's end waits for the promise. */
  ended(): Promise<void>;
  /** The source failed. The reader's error waits for the promise. */
  failed(error: unknown): Promise<void>;
  /** The reader cancelled. Its cancel waits for the promise. */
  cancelled(): Promise<void>;
}

type Item<T> = { kind: "part"; part: T } | { kind: "end" } | { kind: "error"; error: unknown };

/**
 * A stream with the same parts as its source, that reads the source to its end at the source's speed, whether
 * or not anybody reads it: AI SDK 7 stops pulling as soon as its caller does, and a stream that is only observed
 * on its way through would then never be seen to end. The price is that one response may wait in memory.
 *
 * A failure of the source reaches the reader after the parts that came before it.
 */
export function readEagerly<T>(source: ReadableStream<T>, observer: StreamObserver<T>): ReadableStream<T> {
  const reader = source.getReader();
  const queue: Item<T>[] = [];
  let wake = () => {};
  let cancelled = false;
  const put = (item: Item<T>) => {
    queue.push(item);
    wake();
  };

  async function pump(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (cancelled) return;
        if (done) break;
        if (observer.shows(value)) put({ kind: "part", part: value });
        observer.saw(value);
      }
    } catch (error) {
      if (cancelled) return;
      await observer.failed(error);
      return put({ kind: "error", error });
    }
    await observer.ended();
    put({ kind: "end" });
  }
  void pump();

  return new ReadableStream<T>(
    {
      async pull(controller) {
        if (queue.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        const item = queue.shift();
        if (item?.kind === "part") controller.enqueue(item.part);
        else if (item?.kind === "end") controller.close();
        else if (item?.kind === "error") controller.error(item.error);
      },
      async cancel(reason) {
        cancelled = true;
        const told = observer.cancelled();
        queue.length = 0;
        await Promise.all([reader.cancel(reason), told]);
      },
    },
    // Without a buffer of its own, in which an error would overtake the parts that wait.
    { highWaterMark: 0 },
  );
}
