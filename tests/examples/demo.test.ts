/** `npm run demo`, as package.json has it: what it shows, and that nothing of it stays, however it ends. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { isAlive } from "../../packages/server/src/platform/db/embedded-postgres.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 20;

class DemoRun {
  stdout = "";
  stderr = "";
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #postmasters = new Set<number>();
  readonly #waiting = new Set<() => void>();

  constructor() {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      scripts: { demo: string };
    };
    const [program, ...args] = manifest.scripts.demo.split(" ");
    expect(program).toBe("node");
    const { PATH, TMPDIR } = process.env;
    this.#child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { PATH, ...(TMPDIR ? { TMPDIR } : {}) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
      for (const look of this.#waiting) look();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    const looking = setInterval(() => this.#findPostmaster(), LOOK_EVERY_MS);
    this.exited = new Promise((resolve) => {
      this.#child.on("close", (code) => {
        clearInterval(looking);
        for (const look of this.#waiting) look();
        resolve(code);
      });
    });
  }

  get folder(): string | undefined {
    return /\S*farthing-demo-\w+/.exec(this.stdout)?.[0];
  }

  /** Until the demo has said so. @throws where it ends before it does */
  async said(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const isSaid = this.stdout.includes(text);
        if (!isSaid && this.#child.exitCode === null) return;
        this.#waiting.delete(look);
        if (isSaid) resolve();
        else reject(new Error(`The demo ended without "${text}": ${this.stderr}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /** As `npm run demo | head` does. */
  stopReading(): void {
    this.#child.stdout.destroy();
  }

  async expectNothingLeft(): Promise<void> {
    expect(this.folder).toBeDefined();
    expect(existsSync(this.folder ?? "")).toBe(false);
    expect(this.#postmasters.size).toBeLessThanOrEqual(1);
    // Postgres says that it has stopped a moment before its process is gone.
    await vi.waitFor(() => expect([...this.#postmasters].filter(isAlive)).toEqual([]), { timeout: 10_000 });
  }

  get sawPostgres(): boolean {
    return this.#postmasters.size > 0;
  }

  kill(): void {
    if (this.#child.exitCode === null) this.#child.kill("SIGTERM");
  }

  /** Postgres writes its process id into its folder as it starts. */
  #findPostmaster(): void {
    const file = this.folder && path.join(this.folder, "postgres/postmaster.pid");
    if (!file || !existsSync(file)) return;
    try {
      const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
      if (pid > 0) this.#postmasters.add(pid);
    } catch {
      // It went in that moment.
    }
  }
}

let demo: DemoRun | undefined;
afterEach(async () => {
  demo?.kill();
  await demo?.exited;
});

test("it plays to its end, shows what each customer paid, and takes everything away with it", {
  timeout: TIMEOUT_MS,
}, async () => {
  demo = new DemoRun();
  expect(await demo.exited, demo.stderr).toBe(0);
  const { stdout } = demo;
  expect(stdout).toMatch(/^ {2}acme +generate +anthropic\/claude-sonnet-4-20250514 +\$0\.0126 /m);
  expect(stdout).toMatch(/^ {2}birch +40 calls side by side +openai\/gpt-4o-mini +\$0\.0001512 /m);
  expect(stdout).toMatch(/^ {2}cedar +stream, aborted +google\/gemini-2\.5-pro +\$0\.\d+ /m);
  expect(stdout).toMatch(/^ {2}dahlia +generate .* refused /m);
  expect(stdout).toMatch(
    /^ {2}acme +6 +3,660 +1,409 +6,200 +6,200 +\$0\.0578\d* +\$0\.0118\d* +\$9\.9304\d*$/m,
  );
  expect(stdout).toMatch(/^ {2}dahlia +1 +1,000 +500 +0 +0 +\$0\.0105\d* +\$0\.0021\d* +\$0\.0074\d*$/m);
  expect(stdout).toContain("402 insufficient_balance  This usage costs 0.0126 USD, and 0.0074 is left");
  expect(stdout).toContain("unbilled cost $0.0126 of dahlia");
  expect(stdout).toContain("replay: 1 recorded, 0 refused; charged $0.0126, $4.9948 left");
  expect(stdout).toContain("ceil(105 x 2,000 / 10,000) = 21 (20 %)");
  expect(stdout).toMatch(/ledger verified: \d\d lines, 53 events rated again/);
  expect(stdout, "colours are for terminals").not.toContain("\u001b");
  expect(demo.stderr).toBe("");
  expect(demo.sawPostgres).toBe(true);
  await demo.expectNothingLeft();
});

test("Ctrl-C while it is still starting leaves nothing", { timeout: TIMEOUT_MS }, async () => {
  demo = new DemoRun();
  await demo.said("Starting Farthing");
  demo.interrupt();
  expect(await demo.exited).toBe(130);
  expect(demo.stderr).toContain("Interrupted");
  await demo.expectNothingLeft();
});

test("an error in the middle is told, and leaves nothing", { timeout: TIMEOUT_MS }, async () => {
  demo = new DemoRun();
  await demo.said("AI calls");
  demo.stopReading();
  expect(await demo.exited).toBe(1);
  expect(demo.stderr).toContain("The demo failed: Error: write EPIPE");
  expect(demo.sawPostgres).toBe(true);
  await demo.expectNothingLeft();
});
