/** A list of the server's, page by page: the cursors that led here are kept, so that one can go back. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

export interface FetchedPage<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

export interface Paged<T> {
  readonly rows: readonly T[] | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly page: number;
  readonly next: (() => void) | undefined;
  readonly previous: (() => void) | undefined;
  refetch(): void;
}

/** @param queryKey names the list and its filter; another one begins at its first page */
export function usePaged<T>(
  queryKey: readonly unknown[],
  fetchPage: (cursor: string | undefined) => PromiseLike<FetchedPage<T>>,
  options: { refetchInterval?: number } = {},
): Paged<T> {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const filter = JSON.stringify(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => setCursors([]), [filter]);
  const cursor = cursors.at(-1);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...queryKey, { cursor }],
    queryFn: async () => {
      const { data, nextCursor } = await fetchPage(cursor);
      return { data, nextCursor };
    },
    placeholderData: keepPreviousData,
    ...(cursor === undefined ? options : {}),
  });
  const nextCursor = data?.nextCursor;
  return {
    rows: data?.data,
    error,
    isFetching,
    page: cursors.length + 1,
    next: nextCursor ? () => setCursors([...cursors, nextCursor]) : undefined,
    previous: cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined,
    refetch: () => void refetch(),
  };
}
