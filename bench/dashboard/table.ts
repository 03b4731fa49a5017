/** What was measured, one line a page, as Markdown. */
import type { Measured, Request } from "./measure.js";

export const MOST_REQUEST_MS = 300;
export const MOST_CONTENT_MS = 500;

/** What makes an address one of its own is of no interest: ids, cursors. */
const shown = (path: string): string => path.replaceAll(/(?<=[a-z]{2,4}_)[0-9a-z]{26}/g, "…");

export function tableOf(measured: readonly Measured[]): string {
  const lines = measured.map(({ page, contentMs, requests }) => {
    const slowest = requests.reduce<Request | undefined>(
      (most, request) => (most && most.slowestMs >= request.slowestMs ? most : request),
      undefined,
    );
    const isOver = (slowest?.slowestMs ?? 0) > MOST_REQUEST_MS || (contentMs ?? 0) > MOST_CONTENT_MS;
    return `| \`${shown(page)}\` | ${slowest ? `\`${shown(slowest.path)}\`` : "–"} | ${slowest?.medianMs.toFixed(0) ?? "–"} | ${slowest?.slowestMs.toFixed(0) ?? "–"} | ${contentMs?.toFixed(0) ?? "–"} |${isOver ? " over" : ""}`;
  });
  return [
    `| page | slowest request | median, ms | slowest, ms (≤ ${MOST_REQUEST_MS}) | content, ms (≤ ${MOST_CONTENT_MS}) |`,
    "|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}
