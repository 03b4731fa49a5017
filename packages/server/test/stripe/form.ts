/** `a[b][0]=c` as Stripe's API reads it: nested records and lists of text. */
export interface Form {
  readonly [name: string]: FormValue | undefined;
}
export type FormValue = string | Form | readonly FormValue[];

export function readForm(body: string): Form {
  const root: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    let at = root;
    for (const part of path.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Record<string, unknown>;
    }
    at[path.at(-1)!] = value;
  }
  return asLists(root) as Form;
}

function asLists(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, asLists(each)] as const);
  const isList = entries.length > 0 && entries.every(([name], i) => name === String(i));
  return isList ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

export const textAt = (form: Form, ...path: string[]): string | undefined => {
  let at: FormValue | undefined = form;
  for (const part of path) at = typeof at === "object" ? (at as Form)[part] : undefined;
  return typeof at === "string" ? at : undefined;
};
export const recordAt = (form: Form, name: string): Record<string, string> =>
  (form[name] as Record<string, string> | undefined) ?? {};
