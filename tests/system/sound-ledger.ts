/** `farthing ledger verify`, as an operator runs it beside a server. */
import { tmpdir } from "node:os";
import { expect } from "vitest";
import { farthing } from "../cli/run-command.js";

/** @param env which database it is: `FARTHING_DATA_DIR` or `DATABASE_URL` */
export async function expectSoundLedger(env: Readonly<Record<string, string>>): Promise<void> {
  const { exitCode, shown } = await farthing({ folder: tmpdir(), env }, ["ledger", "verify"]);
  expect([exitCode, shown]).toEqual([0, expect.stringContaining("The ledger is sound.")]);
}
