/** The pages of a checkout: plain HTML that works without scripts, on a phone, in the dark and with a screen reader. */
import { html, raw } from "hono/html";
import { TEST_CARDS } from "../providers/sandbox.js";

export interface Summary {
  readonly title: string;
  /** As people read it: `$29.00 per month`. */
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly total: string;
  /** What the button says. */
  readonly action: string;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #14171a; --soft: #5a6472; --line: #d5dae1; --paper: #fff; --ground: #f4f6f8; --accent: #14532d; --on-accent: #fff; --bad: #9b1c1c; --bad-ground: #fdecec; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #a6b0bd; --line: #39424e; --paper: #1b2027; --ground: #11151a; --accent: #7fd6a0; --on-accent: #0c2415; --bad: #ffb4b4; --bad-ground: #3a1a1a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 27rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
h1 { font-size: 1.35rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .35rem 1rem; margin: 0 0 1rem; }
dt { color: var(--soft); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.total { border-top: 1px solid var(--line); padding-top: .6rem; font-weight: 650; color: var(--ink); }
label { display: block; font-weight: 600; margin: .9rem 0 .25rem; }
input { width: 100%; font: inherit; padding: .65rem .7rem; border: 1px solid var(--soft); border-radius: .45rem; background: var(--paper); color: var(--ink); }
button, .button { display: block; width: 100%; margin-top: 1.1rem; padding: .75rem; border: 0; border-radius: .45rem; font: inherit; font-weight: 650; text-align: center; text-decoration: none; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.quiet { background: transparent; color: var(--ink); border: 1px solid var(--soft); margin-top: .6rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { background: var(--bad-ground); color: var(--bad); border-radius: .45rem; padding: .7rem .8rem; margin: 0 0 1rem; }
.note { color: var(--soft); font-size: .9rem; } table { border-collapse: collapse; width: 100%; font-size: .85rem; } td { padding: .2rem 0; vertical-align: top; } td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: .8rem; }
`;

const page = (title: string, body: unknown) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body><main>${body}</main></body>
</html>
`;

const summaryOf = ({ title, rows, total }: Summary) => html`<h1>${title}</h1>
<dl>
${rows.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}
<dt class="total">Due now</dt><dd class="total">${total}</dd>
</dl>`;

const problemOf = (problem: string | undefined) =>
  problem
    ? html`<p class="problem" role="alert">${problem} Nothing was charged. You can try again or use another card.</p>`
    : "";

const spaced = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, "$1 ");

const testCardTable = html`<details class="note"><summary>Test cards</summary>
<table>${Object.values(TEST_CARDS).map(
  ({ number, meaning }) => html`<tr><td>${spaced(number)}</td><td>${meaning}</td></tr>`,
)}</table></details>`;

/** A sandbox's page. Real cards do not work there, and are not kept. */
export const sandboxPage = (summary: Summary, path: string, problem?: string) =>
  page(
    summary.title,
    html`<div class="card">${problemOf(problem)}${summaryOf(summary)}
<form method="post" action="${path}">
<label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="off" required maxlength="23" placeholder="4242 4242 4242 4242"${problem ? raw(' aria-invalid="true" autofocus') : ""}>
<button type="submit">${summary.action}</button>
</form></div>
<p class="note">This is a sandbox: no money moves, and only test cards work.</p>
${testCardTable}`,
  );

/** In live: on to the provider's own page, where the card is typed. */
export const providerPage = (summary: Summary, path: string) =>
  page(
    summary.title,
    html`<div class="card">${summaryOf(summary)}
<a class="button" href="${path}/pay">${summary.action}</a></div>
<p class="note">You pay at the page of our payment provider. Your card's number never comes here.</p>`,
  );

/** What a card asks its holder. */
export const authenticationPage = (summary: Summary, path: string) =>
  page(
    "Confirm the payment",
    html`<div class="card"><h1>Confirm the payment</h1>
<p>Your bank asks you to confirm ${summary.total} for ${summary.title}.</p>
<form method="post" action="${path}/authentication">
<button type="submit" name="answer" value="confirmed">Confirm</button>
<button type="submit" name="answer" value="refused" class="quiet">Refuse</button>
</form></div>
<p class="note">In a sandbox this page stands for the bank's own.</p>`,
  );

export const messagePage = (title: string, text: string) =>
  page(title, html`<div class="card"><h1>${title}</h1><p>${text}</p></div>`);
