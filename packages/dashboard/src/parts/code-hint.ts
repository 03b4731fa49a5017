/** A code is what stands in code for ever: names that say nothing are worth a word before they do. */
const SAYS_NOTHING = /^(?:feature|metric|usage|event|test|thing|item)s?_?\d*$|^.$/;

/** What is wrong with a code, or could be better; undefined where nothing is. */
export function codeHint(code: string): string | undefined {
  if (code === "") return undefined;
  if (!/^[a-z0-9_]+$/.test(code)) return "Only lowercase letters, digits and underscores: snake_case.";
  if (SAYS_NOTHING.test(code))
    return "This says little to readers of your code. Better: api_calls, storage_gb, emails_sent.";
  return undefined;
}

/** `API calls` → `api_calls`. */
export const codeFromName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "")
    .slice(0, 64);
