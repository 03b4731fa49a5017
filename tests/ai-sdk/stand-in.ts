import { afterAll, afterEach, beforeAll } from "vitest";
import { type ProviderStandIn, startProviderStandIn } from "../provider-stand-in/index.js";

/** One stand-in for a test file, forgetful between tests. */
export function useStandIn(): () => ProviderStandIn {
  let standIn: ProviderStandIn | undefined;
  beforeAll(async () => {
    standIn = await startProviderStandIn();
  });
  afterEach(() => {
    standIn?.resume();
    standIn?.reset();
  });
  afterAll(() => standIn?.close());
  return () => {
    if (standIn === undefined) throw new Error("The stand-in is not running");
    return standIn;
  };
}
