/** Lists: one page when awaited, all items when iterated. */
import type { ApiPath, Query } from "./http/address.js";
import type { RequestOptions, Transport } from "./http/transport.js";
import type { InvoiceLineTotals } from "./schemas.js";

interface PageBody<T> {
  readonly data: T[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
  readonly archived?: boolean;
  readonly totals?: InvoiceLineTotals | null;
}

type FetchPage<T> = (cursor: string | undefined) => Promise<PageBody<T>>;

/** One page of a list. Iterating it gives its items and those of all pages after it. */
export class Page<T> implements AsyncIterable<T> {
  readonly object = "list";
  readonly data: T[];
  readonly hasMore: boolean;
  /** Opaque; pass it as `cursor` to go on from here later. */
  readonly nextCursor: string | null;
  /**
   * Of the events behind an invoice's line: true when some of them may have left the database for an archive.
   * Undefined for other lists.
   */
  readonly archived: boolean | undefined;
  /**
   * Of the events behind an invoice's line: what all of them come to, which is the line. On the first page; null on others,
   * and where events are archived. Undefined for other lists.
   */
  readonly totals: InvoiceLineTotals | null | undefined;
  readonly #fetchPage: FetchPage<T>;

  constructor(body: PageBody<T>, fetchPage: FetchPage<T>) {
    this.data = body.data;
    this.hasMore = body.hasMore;
    this.nextCursor = body.nextCursor;
    this.archived = body.archived;
    this.totals = body.totals;
    this.#fetchPage = fetchPage;
  }

  /** The page after this one, or null where this is the last. */
  async nextPage(): Promise<Page<T> | null> {
    if (!this.hasMore || this.nextCursor === null) return null;
    return new Page(await this.#fetchPage(this.nextCursor), this.#fetchPage);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (let page: Page<T> | null = this; page; page = await page.nextPage()) yield* page.data;
  }
}

/**
 * A list that was asked for. `await` gives its first {@link Page}; `for await` gives the items of all pages. Nothing
 * is sent before one of the two.
 */
export class List<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = "List";
  readonly #fetchPage: FetchPage<T>;
  #first: Promise<Page<T>> | undefined;

  constructor(fetchPage: FetchPage<T>) {
    this.#fetchPage = fetchPage;
  }

  #firstPage(): Promise<Page<T>> {
    this.#first ??= this.#fetchPage(undefined).then((body) => new Page(body, this.#fetchPage));
    return this.#first;
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaitable is what this class is for
  then<A = Page<T>, B = never>(
    onFulfilled?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#firstPage().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Page<T> | B> {
    return this.#firstPage().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Page<T>> {
    return this.#firstPage().finally(onFinally);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* await this.#firstPage();
  }
}

/** @param query as the operation takes it; its `cursor` is where the first page starts */
export function listOf<T>(
  transport: Transport,
  path: ApiPath,
  query?: Query,
  options?: RequestOptions,
): List<T> {
  return new List((cursor) =>
    transport.request<PageBody<T>>(
      { method: "GET", path, query: cursor === undefined ? query : { ...query, cursor } },
      options,
    ),
  );
}
