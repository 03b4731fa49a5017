/** What a button changes at once: told of when it is done, and the lists that it concerns are asked for anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { messageOf } from "../parts/states";

interface Change<T, A> {
  readonly change: (argument: A) => Promise<T>;
  /** Said when it is done. */
  readonly said?: string | ((result: T) => string);
  /** Beginnings of the keys of queries that it concerns. */
  readonly concerns: readonly (readonly unknown[])[];
  readonly onDone?: (result: T) => void;
}

export function useChange<T, A = void>({ change, said, concerns, onDone }: Change<T, A>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => {
      if (said) toast.success(typeof said === "function" ? said(result) : said);
      onDone?.(result);
    },
    onError: (error) => toast.error(messageOf(error)),
    onSettled: () => {
      for (const queryKey of concerns) void queryClient.invalidateQueries({ queryKey });
    },
  });
}
