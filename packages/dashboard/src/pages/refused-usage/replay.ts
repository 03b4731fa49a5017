/** Charging refused usage again, a hundred at a time. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber } from "../../money/money";
import { messageOf } from "../../parts/states";

/** As many as the server takes at once. */
const AT_ONCE = 100;

export interface RefusedFilter {
  readonly customerId?: string | undefined;
  readonly feature?: string | undefined;
  readonly model?: string | undefined;
  readonly reason?: Schemas["ReplayRefusedUsage"]["reason"];
}

export function useReplay(onDone: () => void) {
  const { api, environment } = useSession();
  const queryClient = useQueryClient();
  const [done, setDone] = useState<number>();

  const run = async (replay: (tell: (recorded: number) => void) => Promise<Counts>): Promise<void> => {
    setDone(0);
    try {
      const { recorded, refused } = await replay(setDone);
      if (recorded > 0) toast.success(`${formatNumber(recorded)} recorded and charged.`);
      if (refused > 0) toast.warning(`${formatNumber(refused)} refused again. The cause is still there.`);
      onDone();
    } catch (error) {
      toast.error(messageOf(error as Error));
    } finally {
      setDone(undefined);
      void queryClient.invalidateQueries({ queryKey: [environment, "refused"] });
    }
  };

  return {
    isRunning: done !== undefined,
    done: done ?? 0,
    those: (ids: readonly string[]) =>
      run(async (tell) => {
        const counts = { recorded: 0, refused: 0 };
        for (let n = 0; n < ids.length; n += AT_ONCE) {
          add(counts, await api.usage.refused.replayMany({ ids: ids.slice(n, n + AT_ONCE) }));
          tell(counts.recorded);
        }
        return counts;
      }),
    /** Until none is left, or none of a hundred went through. */
    allOf: (filter: RefusedFilter) =>
      run(async (tell) => {
        const counts = { recorded: 0, refused: 0 };
        for (;;) {
          const result = await api.usage.refused.replayMany(filter);
          add(counts, result);
          tell(counts.recorded);
          if (result.remaining === 0 || result.recorded + result.duplicates === 0) return counts;
        }
      }),
  };
}

interface Counts {
  recorded: number;
  refused: number;
}

function add(counts: Counts, result: { recorded: number; duplicates: number; refused: number }): void {
  counts.recorded += result.recorded + result.duplicates;
  counts.refused += result.refused;
}
