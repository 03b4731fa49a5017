/** Nobody is charged more than they were shown: it is said with the request what that was, and the server refuses more. */

/**
 * The most that a change of plan may charge, of its preview: all but what was used so far, which is owed in any case and may
 * have become more since. In settlement scale.
 */
export const mostOf = ({ total, overage }: { readonly total: number; readonly overage: number }): number =>
  Math.max(0, total - overage);

/** Whether the server refused because it costs more by now than was shown: it is to be shown, and asked for, again. */
export const isOutdated = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === "total_above_maximum";
