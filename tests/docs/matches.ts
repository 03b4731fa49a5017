/** Whether what came is what a page shows. Pages show a part: fields may be left out, and `…` stands for any text. */

/** Where they differ first, in words; undefined where they do not. Lists have all their items. */
export function differenceFrom(shown: unknown, came: unknown, at = "it"): string | undefined {
  if (typeof shown === "string" && typeof came === "string")
    return textMatches(shown, came) ? undefined : told(at, shown, came);
  if (typeof shown !== "object" || shown === null) return shown === came ? undefined : told(at, shown, came);
  if (typeof came !== "object" || came === null || Array.isArray(shown) !== Array.isArray(came))
    return told(at, shown, came);
  if (Array.isArray(shown) && shown.length !== (came as unknown[]).length)
    return told(`the length of ${at}`, shown.length, (came as unknown[]).length);
  const fields = came as Record<string, unknown>;
  for (const [name, value] of Object.entries(shown)) {
    const difference = differenceFrom(
      value,
      fields[name],
      Array.isArray(shown) ? `${at}[${name}]` : `${at}.${name}`,
    );
    if (difference) return difference;
  }
  return undefined;
}

/** `…` is any text, on one line or several. */
export function textMatches(shown: string, came: string): boolean {
  const parts = shown.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`).test(came);
}

const told = (at: string, shown: unknown, came: unknown): string =>
  `${at}: the page shows ${JSON.stringify(shown)}, and ${JSON.stringify(came)} came`;
