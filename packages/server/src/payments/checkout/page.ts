/** The pages of a checkout: plain HTML that works without scripts, on a phone, in the dark and with a screen reader. */
import { html, raw } from "hono/html";
import { TEST_CARDS } from "../providers/sandbox.js";
import type { Row, Seller, Summary } from "./summary.js";

const STYLE = `
:root { color-scheme: light dark; --ink: #14171a; --soft: #545e6b; --line: #dfe3e8; --paper: #fff; --ground: #f3f5f7; --bad: #9b1c1c; --bad-ground: #fdecec; --edge: transparent; --shadow: 0 1px 2px #0f172a14, 0 12px 32px -12px #0f172a29; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #a6b0bd; --line: #343c47; --paper: #1a1f26; --ground: #0f1317; --bad: #ffb4b4; --bad-ground: #3a1a1a; --edge: #ffffff40; --shadow: none; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 28rem; margin: 0 auto; padding: clamp(1.25rem, 6vh, 4rem) 1rem 2.5rem; }
header { display: flex; align-items: center; gap: .75rem; margin: 0 .25rem 1.25rem; min-height: 2.5rem; }
header img { max-height: 2.5rem; max-width: 9rem; display: block; border-radius: .3rem; }
header p { margin: 0; font-weight: 650; font-size: 1.05rem; overflow-wrap: anywhere; }
.sandbox { margin-left: auto; font-size: .75rem; font-weight: 650; letter-spacing: .04em; border: 1px solid #b45309; color: #7c3a06; background: #fef3c7; border-radius: 99rem; padding: .1rem .6rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .9rem; padding: 1.5rem; box-shadow: var(--shadow); }
h1 { font-size: 1.05rem; font-weight: 600; color: var(--soft); margin: 0; overflow-wrap: anywhere; }
.amount { font-size: 2.1rem; line-height: 1.2; font-weight: 700; letter-spacing: -.02em; font-variant-numeric: tabular-nums; margin: .15rem 0 1rem; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .4rem 1rem; margin: 0; padding: 1rem 0 0; border-top: 1px solid var(--line); }
dl + dl { margin-top: 1rem; }
dt { color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.total { font-weight: 650; color: var(--ink); }
form { margin-top: 1.25rem; }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
input { width: 100%; font: inherit; font-variant-numeric: tabular-nums; padding: .7rem .8rem; border: 1px solid var(--soft); border-radius: .55rem; background: var(--paper); color: var(--ink); }
input::placeholder { color: var(--soft); opacity: 1; }
input[aria-invalid] { border-color: var(--bad); }
button, .button { display: block; width: 100%; margin-top: 1rem; padding: .8rem; border: 1px solid var(--edge); border-radius: .55rem; font: inherit; font-weight: 650; text-align: center; text-decoration: none; background: var(--accent); color: #fff; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.12); }
button.quiet { background: transparent; color: var(--ink); border: 1px solid var(--soft); margin-top: .6rem; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.problem { background: var(--bad-ground); color: var(--bad); border-radius: .55rem; padding: .75rem .9rem; margin: 0 0 1.1rem; }
.safe { display: flex; gap: .5rem; align-items: flex-start; margin: 1rem 0 0; color: var(--soft); font-size: .875rem; }
.safe svg { flex: none; margin-top: .2rem; }
.note { color: var(--soft); font-size: .875rem; margin: 1rem .25rem 0; } .note a, footer a { color: inherit; }
summary { cursor: pointer; } table { border-collapse: collapse; width: 100%; margin-top: .4rem; } td { padding: .2rem 0; vertical-align: top; } td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: .8rem; }
footer { margin: 1.5rem .25rem 0; color: var(--soft); font-size: .8125rem; overflow-wrap: anywhere; }
`;

const DEFAULT_ACCENT = "#14532d";
/** Of a branding; it was checked when it was set, and stands in a style. */
const COLOR = /^#[0-9a-f]{6}$/i;

interface Framed {
  readonly seller: Seller | undefined;
  /** Of the checkout, for its logo. */
  readonly path: string;
  readonly isSandbox?: boolean;
}

const LOCK = raw(
  '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true"><rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/></svg>',
);

function page(title: string, { seller, path, isSandbox = false }: Framed, body: unknown) {
  const accent = seller?.accent && COLOR.test(seller.accent) ? seller.accent : DEFAULT_ACCENT;
  const name = seller?.name ?? "";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name ? `${title} · ${name}` : title}</title>
<style>:root { --accent: ${accent}; }${raw(STYLE)}</style>
</head>
<body><main>
<header>${seller?.hasLogo ? html`<img src="${path}/logo" alt="">` : ""}${name ? html`<p>${name}</p>` : ""}${
    isSandbox ? html`<span class="sandbox">Sandbox</span>` : ""
  }</header>
${body}
${contact(seller)}
</main></body>
</html>
`;
}

const isWebUrl = (url: string): boolean => /^https?:\/\//.test(url);

function contact(seller: Seller | undefined) {
  const { email, website } = seller ?? {};
  if (!email && !website) return "";
  const mail = email ? html`<a href="mailto:${email}">${email}</a>` : "";
  const site = website && isWebUrl(website) ? html`<a href="${website}" rel="noreferrer">${website}</a>` : "";
  return html`<footer>Questions? ${mail}${mail && site ? " · " : ""}${site}</footer>`;
}

const rowsOf = (rows: readonly Row[]) =>
  rows.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`);

const summaryOf = ({ title, facts, lines, total }: Summary) => html`<h1>${title}</h1>
<p class="amount">${total}</p>
${facts.length > 0 ? html`<dl>${rowsOf(facts)}</dl>` : ""}
<dl>${rowsOf(lines)}<dt class="total">Due now</dt><dd class="total">${total}</dd></dl>`;

const problemOf = (problem: string | undefined) =>
  problem
    ? html`<p class="problem" role="alert">${problem} Nothing was charged. You can try again or use another card.</p>`
    : "";

const spaced = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, "$1 ");

const testCardTable = html`<details class="note"><summary>Test cards</summary>
<table>${Object.values(TEST_CARDS).map(
  ({ number, meaning }) => html`<tr><td>${spaced(number)}</td><td>${meaning}</td></tr>`,
)}</table></details>`;

/** The sandbox's own page. Real cards do not work there, and are not kept. */
export const sandboxPage = (summary: Summary, path: string, problem?: string) =>
  page(
    summary.title,
    { seller: summary.seller, path, isSandbox: true },
    html`<div class="card">${problemOf(problem)}${summaryOf(summary)}
<form method="post" action="${path}">
<label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="off" required maxlength="23" placeholder="4242 4242 4242 4242"${problem ? raw(' aria-invalid="true" autofocus') : ""}>
<button type="submit">${summary.action}</button>
</form></div>
<p class="note">This is a sandbox: no money moves, and only test cards work.</p>
${testCardTable}`,
  );

/** On to the provider's own page, where the card is typed. */
export const providerPage = (summary: Summary, path: string, isSandbox: boolean) =>
  page(
    summary.title,
    { seller: summary.seller, path, isSandbox },
    html`<div class="card">${summaryOf(summary)}
<a class="button" href="${path}/pay">${summary.action}</a>
<p class="safe">${LOCK}<span>Your card is entered at Stripe, who process the payment. Its number never comes here.</span></p></div>`,
  );

/** What a card asks its holder. */
export const authenticationPage = (summary: Summary, path: string) =>
  page(
    "Confirm the payment",
    { seller: summary.seller, path, isSandbox: true },
    html`<div class="card"><h1>Confirm the payment</h1>
<p class="amount">${summary.total}</p>
<p>Your bank asks you to confirm this payment for ${summary.title}.</p>
<form method="post" action="${path}/authentication">
<button type="submit" name="answer" value="confirmed">Confirm</button>
<button type="submit" name="answer" value="refused" class="quiet">Refuse</button>
</form></div>
<p class="note">In a sandbox this page stands for the bank's own.</p>`,
  );

const NO_FRAME: Framed = { seller: undefined, path: "" };

/** @param onwards a link below it: what it says, and where it leads */
export const messagePage = (
  title: string,
  text: string,
  framed: Framed = NO_FRAME,
  onwards?: readonly [string, string],
) =>
  page(
    title,
    framed,
    html`<div class="card"><h1>${title}</h1><p>${text}</p>${
      onwards ? html`<a class="button" href="${onwards[1]}" rel="noreferrer">${onwards[0]}</a>` : ""
    }</div>`,
  );
