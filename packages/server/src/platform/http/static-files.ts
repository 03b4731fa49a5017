/**
 * A folder of files for browsers, read once: names with a digest in them are kept for a year, pages are asked for anew.
 * `x.js.br` and `x.js.gz` beside `x.js` are what is sent to whoever takes them. Paths that are no file are the
 * application's own, and get its page; an application that stands below a path of its own has another.
 */
import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { App } from "./server.js";

/** Nothing from elsewhere, no script in the page. Styles may be set by scripts, as what floats over a page must be. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const PAGE = "/index.html";
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=UTF-8",
  ".js": "text/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
};

interface File {
  readonly type: string;
  readonly isHashed: boolean;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer> | undefined;
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
}

interface StaticFiles {
  /** The folder of what was built. */
  readonly folder: string;
  /** Paths that are somebody else's, where there is nothing. */
  readonly reserved: readonly string[];
  /** Applications beside the first one, and the page of each. */
  readonly others?: readonly { readonly prefix: string; readonly page: string }[];
}

/** @returns false where nothing was built: the paths are then left to others */
export function addStaticFiles(app: App, { folder, reserved, others = [] }: StaticFiles): boolean {
  if (!existsSync(path.join(folder, PAGE))) return false;
  const files = readFiles(folder);
  const isBelow = (at: string, prefix: string): boolean => at === prefix || at.startsWith(`${prefix}/`);
  const isReserved = (at: string): boolean => reserved.some((prefix) => isBelow(at, prefix));
  const pageAt = (at: string): File =>
    files.get(others.find(({ prefix }) => isBelow(at, prefix))?.page ?? PAGE) ?? files.get(PAGE)!;
  app.get("*", (c, next) => {
    const file = files.get(c.req.path);
    if (file) return answer(file, c.req.raw.headers);
    // Programs that ask for what is not there are told so; a browser opens the application at that path.
    const wantsPage = c.req.header("accept")?.includes("text/html") ?? false;
    if (!wantsPage || isReserved(c.req.path)) return next();
    return answer(pageAt(c.req.path), c.req.raw.headers);
  });
  return true;
}

function answer(file: File, requested: Headers): Response {
  const accepted = requested.get("accept-encoding") ?? "";
  const coding =
    file.br && /\bbr\b/.test(accepted) ? "br" : file.gzip && /\bgzip\b/.test(accepted) ? "gzip" : "";
  const body = coding === "br" ? file.br! : coding === "gzip" ? file.gzip! : file.plain;
  return new Response(body, {
    headers: {
      "content-type": file.type,
      "cache-control": file.isHashed ? "public, max-age=31536000, immutable" : "no-cache",
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      ...(coding ? { "content-encoding": coding } : {}),
      ...(file.type.startsWith("text/html")
        ? { "content-security-policy": CSP, "referrer-policy": "same-origin" }
        : {}),
    },
  });
}

function readFiles(folder: string): ReadonlyMap<string, File> {
  const files = new Map<string, File>();
  const read = (name: string) => (existsSync(name) ? new Uint8Array(readFileSync(name)) : undefined);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }) as Dirent[]) {
    const type = TYPES[path.extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const name = path.join(entry.parentPath, entry.name);
    const at = `/${path.relative(folder, name).split(path.sep).join("/")}`;
    files.set(at, {
      type,
      isHashed: HASHED.test(at),
      plain: read(name)!,
      br: read(`${name}.br`),
      gzip: read(`${name}.gz`),
    });
  }
  const page = files.get(PAGE)!;
  files.set("/", page);
  return files;
}
