/** URLs of the API. */
import { FarthingError } from "../errors/index.js";

export type QueryValue = string | number | boolean | Date | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/** Below `/api/v1`; with parameters it is written {@link path}. */
export type ApiPath = string | (() => string);

/** A path with its parameters to be put in: ``path`/customers/${id}` ``. */
export function path(parts: TemplateStringsArray, ...parameters: readonly string[]): ApiPath {
  return () => String.raw({ raw: parts }, ...parameters.map(pathParameter));
}

/** @throws FarthingError for one that would name another path: an empty one, `.` or `..` */
function pathParameter(parameter: unknown): string {
  if (typeof parameter !== "string" || /^\.{0,2}$/.test(parameter))
    throw new FarthingError(`${JSON.stringify(parameter)} is not an id. Pass the id as a string.`);
  return encodeURIComponent(parameter);
}

export const pathText = (path: ApiPath): string => (typeof path === "string" ? path : path());

export function withQuery(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null) continue;
    search.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
