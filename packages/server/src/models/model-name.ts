/**
 * The forms one model's name takes. Vendors date it (`-20250514`, `-2024-08-06`, `@20250514`), call it `-latest`,
 * write versions with dots or dashes; Bedrock puts a region before it and a revision behind; a fine-tuned model
 * carries its owner's name.
 */

import { BEDROCK_ID } from "./provider.js";

/** Names that differ only in case or in dots, dashes, `@` and `_` are the same. */
export const fold = (name: string): string => name.toLowerCase().replaceAll(/[.@_]/g, "-");

const RESOURCE_PATH = /^(?:arn:aws[\w-]*:bedrock:.*\/|.*publishers\/[^/]+\/models\/|models\/)/;
const FINE_TUNED = /^(ft:[^:]+):/;
/** `-v1:0`, or `-v1` alone where the name is plainly Bedrock's: elsewhere it is a model's own version (deepseek-v3). */
const REVISION = /-v\d+:\d+(?::\w+)?$/;
const BEDROCK_REVISION = /-v\d+$/;
const LATEST = /[-@](?:latest|default)$/;
const GEMINI_REVISION = /^(gemini-.*)-00\d$/;
const DATE = /[-@](?:20\d{2})-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])$/;
const PREVIEW_DATE = /(-(?:preview|exp))-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Region prefixes of Bedrock's inference profiles; the catalog has one `regional.` price for all of them. */
const REGION = /^(?:us-gov|us|eu|apac|au|jp|ca|in|sa|me|af|il|uk)\.(?=[a-z0-9]+\.)/;

/** What is taken off a name, each from what the one before left; the surest first. */
const REDUCTIONS: readonly ((name: string) => string)[] = [
  (name) => name.replace(RESOURCE_PATH, ""),
  (name) => FINE_TUNED.exec(name)?.[1] ?? name,
  withoutRevision,
  (name) => name.replace(LATEST, ""),
  (name) => name.replace(GEMINI_REVISION, "$1"),
  (name) => name.replace(DATE, "").replace(PREVIEW_DATE, "$1"),
];

/** Without the revision that Bedrock puts behind an id. */
export function withoutRevision(name: string): string {
  if (REVISION.test(name)) return name.replace(REVISION, "");
  return BEDROCK_ID.test(name) || name.startsWith("regional.") ? name.replace(BEDROCK_REVISION, "") : name;
}

/** The folded forms to look up, from the name as it is to what is left of it, without repeats. */
export function formsOf(name: string): string[] {
  const forms = [name.toLowerCase()];
  for (const reduce of REDUCTIONS) forms.push(reduce(forms.at(-1)!));
  return [...new Set(forms.flatMap(regionalForms).map(fold))];
}

/** A Bedrock id without a region is the one of the region that is called. */
function regionalForms(name: string): string[] {
  if (!BEDROCK_ID.test(name)) return [name];
  const local = name.replace(REGION, "");
  return [name, `regional.${local}`, local];
}

/** Whether the name says which dated version it means: such a name must not be answered with another date's. */
export function isDated(name: string): boolean {
  const bare = withoutRevision(name.toLowerCase());
  return DATE.test(bare) || PREVIEW_DATE.test(bare);
}

/** The shortest of {@link formsOf}. */
export const barest = (name: string): string => formsOf(name).at(-1)!;

/** The id without what leads to it: a vendor's or a resource's path. */
export const withoutPath = (name: string): string => name.replace(RESOURCE_PATH, "");
