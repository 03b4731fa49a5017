/** How much memory is in use once all that can be freed is: what is left over after work, and grows with it, leaks. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Of the whole process, in bytes: objects, and the buffers outside of the heap. */
export async function bytesInUse(): Promise<number> {
  // What a turn of the event loop lets go is found by the second collection.
  collectGarbage();
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
