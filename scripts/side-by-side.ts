/** `tsx scripts/side-by-side.ts <script> …`: scripts of package.json at once. Each says what it has to when it ends. */
import { spawn } from "node:child_process";

/** @returns whether it ended well */
const run = (script: string): Promise<boolean> =>
  new Promise((resolve) => {
    const from = performance.now();
    const child = spawn("npm", ["run", "--silent", script], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", (error) => (output += error.message));
    child.on("close", (exitCode) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(0);
      process.stdout.write(`── ${script}: ${exitCode === 0 ? "done" : "FAILED"}, ${seconds} s\n${output}`);
      resolve(exitCode === 0);
    });
  });

const ended = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = ended.every(Boolean) ? 0 : 1;
