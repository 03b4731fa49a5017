/** A list of the server's, page by page: the cursors that led here are kept, so that one can go back. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

export interface FetchedPage<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** What is kept of a page: all that it says, and nothing that it can do. */
type Said<P> = { readonly [K in keyof P as P[K] extends (...given: never[]) => unknown ? never : K]: P[K] };

export interface Paged<T, P = unknown> {
  readonly rows: readonly T[] | undefined;
  /** The page as it was answered, with what it says beside its rows. */
  readonly answer: P | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly page: number;
  readonly next: (() => void) | undefined;
  readonly previous: (() => void) | undefined;
  refetch(): void;
}

/** @param queryKey names the list and its filter; another one begins at its first page */
export function usePaged<P extends FetchedPage<unknown>>(
  queryKey: readonly unknown[],
  fetchPage: (cursor: string | undefined) => PromiseLike<P>,
  options: { refetchInterval?: number } = {},
): Paged<P["data"][number], Said<P>> {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const filter = JSON.stringify(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => setCursors([]), [filter]);
  const cursor = cursors.at(-1);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...queryKey, { cursor }],
    queryFn: async (): Promise<P> => ({ ...(await fetchPage(cursor)) }),
    placeholderData: keepPreviousData,
    ...(cursor === undefined ? options : {}),
  });
  const nextCursor = data?.nextCursor;
  return {
    rows: data?.data as readonly P["data"][number][] | undefined,
    answer: data as Said<P> | undefined,
    error,
    isFetching,
    page: cursors.length + 1,
    next: nextCursor ? () => setCursors([...cursors, nextCursor]) : undefined,
    previous: cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined,
    refetch: () => void refetch(),
  };
}
