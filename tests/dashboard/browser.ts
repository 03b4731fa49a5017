/** A real Chromium, where this machine has one. */
import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** Undefined where there is none. `CHROMIUM` names one that is elsewhere. */
export const chromiumPath = (): string | undefined =>
  [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));

export function saySkipped(): void {
  console.warn(
    "Browser tests are SKIPPED: there is no Chromium here. Install it (`apt-get install chromium`, or set CHROMIUM to " +
      "the path of a Chromium or Chrome) and run: npx vitest run tests/dashboard",
  );
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath()!, args: ["--no-sandbox", "--disable-dev-shm-usage"] });

export interface Look {
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

export async function openPage(browser: Browser, { theme = "light", width = 1280, height = 800 }: Look = {}) {
  const viewport = { width, height };
  const context = await browser.newContext({ colorScheme: theme, viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  return page;
}

interface Animated {
  readonly playState: string;
  readonly effect: { getComputedTiming(): { readonly iterations: number } };
}

/**
 * Text that is being faded in or out has a contrast of the moment. What turns for ever is not waited for. A function, as
 * the page's policy lets no text become one.
 */
const cameToRest = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    // biome-ignore lint/suspicious/noExplicitAny: the browser's document, which this program has not
    ((globalThis as any).document.getAnimations() as Animated[]).every(
      ({ playState, effect }) =>
        playState !== "running" || effect.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
    ),
  );

/** What axe finds that keeps somebody out, one line each. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await cameToRest(page);
  await page.evaluate(axe.source);
  // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page above
  const { violations } = await page.evaluate(() => (globalThis as any).axe.run());
  return (violations as { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[])
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
