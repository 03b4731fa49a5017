/**
 * A page is opened in Chromium, which says what it asked of the API and when its content stood there. Each of those requests
 * is then sent again by itself: while a browser works on the same two cores, an answer's time is the browser's too.
 */
import type { Page } from "playwright-core";
import { median } from "../measure.js";

const OPENED = 3;
const SENT = 5;
/** The live usage's stream never ends, and signing in is no page. */
const ASKED = /\/api\/(?:v1|operator|portal)\/(?!live|auth|session|logo)/;

export interface Request {
  readonly path: string;
  /** The slowest of those that were sent. */
  readonly slowestMs: number;
  readonly medianMs: number;
}

export interface Measured {
  readonly page: string;
  /** From the last answer that the content needed until it stood there; a median. Undefined of a list without its page. */
  readonly contentMs: number | undefined;
  readonly requests: readonly Request[];
}

/** Notes when nothing loads any more below a heading. Every frame is looked at, and what was missed is one frame. */
const WATCH = `
  const look = () => {
    const loads = document.querySelector('[role="status"][aria-label="Loading"]');
    if (document.querySelector("main h1") && !loads) window.contentAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

export async function measurePages(
  page: Page,
  url: string,
  paths: readonly string[],
  say: (line: string) => void,
): Promise<Measured[]> {
  await page.addInitScript(WATCH);
  const measured: Measured[] = [];
  for (const path of paths) {
    const waits: number[] = [];
    const asked = new Set<string>();
    for (let n = 0; n < OPENED; n++) {
      const { contentAt, answers } = await open(page, url + path);
      for (const { name } of answers) asked.add(name.slice(url.length));
      const needed = answers.map(({ responseEnd }) => responseEnd).filter((at) => at <= contentAt);
      waits.push(contentAt - Math.max(0, ...needed));
    }
    const requests: Request[] = [];
    for (const request of asked) requests.push(await timesOf(page, url, request));
    measured.push({ page: path, contentMs: median(waits), requests });
    const slowest = Math.max(0, ...requests.map(({ slowestMs }) => slowestMs));
    say(`${path}: slowest request ${slowest.toFixed(0)} ms, content after ${median(waits).toFixed(0)} ms`);
  }
  return measured;
}

const PAGE_LIMIT = 100;

/** Every page of a list, to the last one, each asked for once. */
export async function measureToTheEnd(
  page: Page,
  url: string,
  list: string,
  say: (line: string) => void,
): Promise<Measured> {
  const headers = await headersFor(page, url, list);
  const times: number[] = [];
  let rows = 0;
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path = `${list}?limit=${PAGE_LIMIT}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const startedAt = performance.now();
    const response = await fetch(url + path, { headers });
    const answer = (await response.json()) as { data: unknown[]; nextCursor: string | null };
    times.push(performance.now() - startedAt);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    rows += answer.data.length;
    cursor = answer.nextCursor;
  }
  const asked = {
    path: `${list}?limit=${PAGE_LIMIT}`,
    slowestMs: Math.max(...times),
    medianMs: median(times),
  };
  const shown = `${rows.toLocaleString("en")} rows to the end`;
  say(`${list}: ${shown}, ${times.length} pages, slowest ${asked.slowestMs.toFixed(0)} ms`);
  return { page: shown, contentMs: undefined, requests: [asked] };
}

interface Answer {
  readonly name: string;
  readonly responseEnd: number;
}

async function open(page: Page, address: string): Promise<{ contentAt: number; answers: readonly Answer[] }> {
  await page.goto(address);
  // biome-ignore lint/suspicious/noExplicitAny: set by the script that watches
  await page.waitForFunction(() => (globalThis as any).contentAt !== undefined);
  const seen = await page.evaluate(() => ({
    // biome-ignore lint/suspicious/noExplicitAny: set by the script that watches
    contentAt: (globalThis as any).contentAt as number,
    answers: performance
      .getEntriesByType("resource")
      // biome-ignore lint/suspicious/noExplicitAny: entries of this type have it
      .map((entry) => ({ name: entry.name, responseEnd: (entry as any).responseEnd as number })),
  }));
  return { ...seen, answers: seen.answers.filter(({ name }) => ASKED.test(name)) };
}

async function headersFor(page: Page, url: string, path: string): Promise<Record<string, string>> {
  // Of this very address: the portal's session is sent to the portal's API alone.
  const cookies = await page.context().cookies(url + path);
  return {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    ...(path.startsWith("/api/portal") ? {} : { "farthing-environment": "sandbox" }),
    "sec-fetch-site": "same-origin",
  };
}

async function timesOf(page: Page, url: string, path: string): Promise<Request> {
  const headers = await headersFor(page, url, path);
  const times: number[] = [];
  for (let n = 0; n < SENT; n++) {
    const startedAt = performance.now();
    const response = await fetch(url + path, { headers });
    await response.arrayBuffer();
    times.push(performance.now() - startedAt);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  }
  return { path, slowestMs: Math.max(...times), medianMs: median(times) };
}
