/** Whether the server refused because it costs more by now than was shown: it is to be shown, and asked for, again. */
export const isOutdated = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === "total_above_maximum";
