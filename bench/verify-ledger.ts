/** `farthing ledger verify` over all that was recorded, as an operator runs it beside the server. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { checkoutOf } from "./built-server.js";

const run = promisify(execFile);

/** @returns what it says. @throws Error with what it says when the ledger is not sound */
export async function verifyLedger(main: string, folder: string, signal: AbortSignal): Promise<string> {
  const command = path.join(checkoutOf(main), "packages/cli/bin/farthing.mjs");
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, FARTHING_DATA_DIR: folder };
  try {
    const { stdout } = await run(process.execPath, [command, "ledger", "verify"], { env, signal });
    return stdout.trim().replaceAll("\n", " ");
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`farthing ledger verify: ${`${stdout ?? ""}${stderr ?? ""}`.trim() || String(error)}`);
  }
}
