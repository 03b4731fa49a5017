/** What HTTP, authentication, parsing and validation alone cost: see empty-server.ts. */
import type { Bench } from "../bench.js";
import { startFlagsOf } from "../built-server.js";
import { endChild, forkTypeScript } from "../load.js";
import { jobOf, measureOverHttp, type OverHttp } from "./over-http.js";

const MAX_PER_SECOND = 60_000;

export class EmptyServer {
  private constructor(
    private readonly child: ReturnType<typeof forkTypeScript>,
    private readonly url: string,
  ) {}

  /** On the database of the server whose main.mjs is `main`. @throws Error when it ends before it listens */
  static async start(main: string, databaseUrl: string): Promise<EmptyServer> {
    const env = { BENCH_SERVER: main, BENCH_DATABASE_URL: databaseUrl };
    const child = forkTypeScript("empty-server.ts", env, startFlagsOf(main));
    const url = await new Promise<string>((resolve, reject) => {
      child.once("message", ({ url, error }: { url?: string; error?: string }) => {
        if (url === undefined) reject(new Error(error));
        else resolve(url);
      });
      child.once("exit", (code) => reject(new Error(`the empty server ended with ${code}`)));
    });
    return new EmptyServer(child, url);
  }

  measure(bench: Bench, round: number, inFlight: number): Promise<OverHttp> {
    const job = jobOf(bench, this.url, {
      path: "/empty",
      shape: "track",
      stream: { name: `empty-${inFlight}-${round}` },
      inFlight,
      expected: { status: 201, text: '{"object":"empty"}' },
      maxPerSecond: MAX_PER_SECOND,
    });
    return measureOverHttp(bench, job, this.child.pid!);
  }

  stop(): Promise<void> {
    return endChild(this.child);
  }
}
