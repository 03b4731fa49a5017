#!/usr/bin/env node
/** The `farthing` command. */
import { EXIT } from "./exit-codes.js";
import { run } from "./program.js";
import type { Terminal } from "./terminal.js";

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // A second signal does not wait: whatever was under way can be run again.
    if (interrupted.signal.aborted) process.exit(130);
    process.stderr.write("Stopping after the work in progress is finished.\n");
    interrupted.abort();
  });
}

const terminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  interrupted: interrupted.signal,
};

try {
  process.exitCode = await run(process.argv.slice(2), terminal);
} catch (error) {
  // A fault of the command itself: the shell is not to take it for a finding.
  console.error(error);
  process.exitCode = EXIT.unfinished;
}
