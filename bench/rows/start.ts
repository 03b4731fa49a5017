/** Starting the server again on the folder that the load has filled, and the memory it takes then. */
import { memoryOf } from "../cpu.js";
import type { Home } from "../instance.js";
import { median } from "../measure.js";

export interface Start {
  readonly readyMs: number;
  readonly starts: number;
  /** Undefined where the machine does not tell. */
  readonly rssBytes: number | undefined;
}

/** The home's server must run; it runs again afterwards. */
export async function measureStart(home: Home, starts: number): Promise<Start> {
  const times: number[] = [];
  const memories: number[] = [];
  for (let n = 0; n < starts; n++) {
    await home.stop();
    const { readyAfterMs, api, pid } = await home.start();
    times.push(readyAfterMs);
    // One request, so that it is a server that serves.
    await api.get("/models?limit=1");
    const memory = memoryOf(pid);
    if (memory) memories.push(memory.rssBytes);
  }
  return {
    readyMs: median(times),
    starts,
    rssBytes: memories.length > 0 ? median(memories) : undefined,
  };
}
