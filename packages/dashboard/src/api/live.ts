/** Usage as it comes in, by server-sent events. */
import { useEffect, useState } from "react";
import { useSession } from "./context";

export interface UsageNow {
  readonly from: string;
  readonly stretchMs: number;
  readonly events: readonly number[];
}

/** Undefined until the server has said something, and while it does not answer. */
export function useLiveUsage(): UsageNow | undefined {
  const { environment } = useSession();
  const [now, setNow] = useState<UsageNow>();
  useEffect(() => {
    const source = new EventSource(`/api/operator/live?environment=${environment}`);
    source.addEventListener("usage", (message) => setNow(JSON.parse(message.data)));
    source.addEventListener("error", () => setNow(undefined));
    return () => source.close();
  }, [environment]);
  return now;
}
