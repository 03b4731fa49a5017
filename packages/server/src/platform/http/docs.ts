/** `/docs`: the browsable reference over the OpenAPI document, and the page of errors. Nothing is loaded from elsewhere. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { ERRORS } from "@farthing/contract";
import { type App, OPERATOR_PREFIX } from "./server.js";

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const HTML_HEADERS = {
  "content-type": "text/html; charset=UTF-8",
  "content-security-policy": CSP,
  "x-content-type-options": "nosniff",
};

const ASSETS: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=UTF-8",
  "swagger-ui-bundle.js": "text/javascript; charset=UTF-8",
  "favicon-32x32.png": "image/png",
};

const START_SCRIPT = `
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#reference", deepLinking: true, persistAuthorization: true, docExpansion: "none" });
`;

/** Bytes that all answers share: however many clients dawdle over them, they are held once. */
const shared = (text: string | Uint8Array, headers: Readonly<Record<string, string>>): (() => Response) => {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return () => new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
};

/** @param forOperators what the dashboard asks beside the API */
export function addDocs(app: App, openApi: unknown, forOperators: unknown): void {
  app.get("/api/openapi.json", shared(JSON.stringify(openApi), { "content-type": "application/json" }));
  app.get(
    `${OPERATOR_PREFIX}/openapi.json`,
    shared(JSON.stringify(forOperators), { "content-type": "application/json" }),
  );
  app.get("/docs", shared(REFERENCE_PAGE, HTML_HEADERS));
  app.get("/docs/errors", shared(ERRORS_PAGE, HTML_HEADERS));
  app.get(
    "/docs/assets/start.js",
    shared(START_SCRIPT, { "content-type": "text/javascript; charset=UTF-8" }),
  );
  const folder = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  for (const [file, contentType] of Object.entries(ASSETS)) {
    const headers = { "content-type": contentType, "cache-control": "public, max-age=3600" };
    let read: Promise<() => Response> | undefined;
    app.get(`/docs/assets/${file}`, async () => {
      read ??= readFile(path.join(folder, file)).then((bytes) => shared(bytes, headers));
      read.catch(() => {
        read = undefined;
      });
      return (await read)();
    });
  }
}

const page = (title: string, head: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
${head}
</head>
<body>
${body}
</body>
</html>
`;

const REFERENCE_PAGE = page(
  "Farthing API reference",
  '<link rel="stylesheet" href="/docs/assets/swagger-ui.css"><style>body{margin:0}.bar{font:16px system-ui;padding:12px 24px}</style>',
  `<nav class="bar"><a href="/docs/errors">Errors</a> · <a href="/api/openapi.json">OpenAPI document</a></nav>
<main id="reference"></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>`,
);

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const withCode = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");

const errorRows = Object.entries(ERRORS)
  .map(
    ([code, { status, type, meaning }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${type}</td><td>${withCode(meaning)}</td></tr>`,
  )
  .join("\n");

const ERRORS_PAGE = page(
  "Farthing API errors",
  `<style>
body{font:16px/1.5 system-ui;margin:0 auto;max-width:60rem;padding:1rem 1.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid #8886}
tr:target{background:#fc06}code{font-size:.9em}@media(max-width:40rem){td:nth-child(3),th:nth-child(3){display:none}}
</style>`,
  `<p><a href="/docs">API reference</a></p>
<h1>Errors</h1>
<p>Every error answers with <code>{"error": {"type", "code", "message", "param", "details", "docUrl"}}</code>.
<code>message</code> says what happened and what to do; <code>param</code> names the field at fault.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Type</th><th>Meaning</th></tr></thead><tbody>
${errorRows}
</tbody></table>`,
);
