/**
 * `npm run bench:dashboard`: how long each page of the dashboard and of the portal takes over a million events and ten thousand customers.
 * The server, its Postgres and the browser are its own, and are removed afterwards.
 */
import { parseArgs } from "node:util";
import { Belongings } from "../../examples/demo/belongings.js";
import { launch, openPage } from "../../tests/dashboard/browser.js";
import { setUpOwner } from "../../tests/dashboard/stage.js";
import { findServer } from "../built-server.js";
import { Home } from "../instance.js";
import { populate } from "../population.js";
import { fill } from "../stored.js";
import { storeBusiness } from "./business.js";
import { type Measured, measurePages, measureToTheEnd } from "./measure.js";
import { PORTAL_LISTS, pagesOver, portalLink, portalPagesOver } from "./pages.js";
import { tableOf } from "./table.js";

const USAGE = `Usage: npm run bench:dashboard -- [options]

  --events N      stored events (default 1000000)
  --customers N   customers, each with a subscription and a year of invoices (default 10000)
  --portal        the portal's pages alone
  --hold          leaves all of it running afterwards, until Ctrl-C, to be looked at
`;

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    customers: { type: "string", default: "10000" },
    portal: { type: "boolean", default: false },
    hold: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function play(belongings: Belongings): Promise<void> {
  const main = findServer(undefined);
  const home = await belongings.own(
    () => Home.make(main),
    (made) => made.remove(),
  );
  const instance = await home.start();
  // It stands in what the server said first, of which not all is kept.
  const setupUrl = instance.setupUrl();
  const population = await populate(instance.api, Number(values.customers));
  say(`made ${population.customers} customers in ${population.seconds.toFixed(0)} s`);
  await fill({ instance, population, seed: 1, say }, Number(values.events));
  await storeBusiness(instance.db);
  say("stored a year of invoices and payments, and refused usage");
  const browser = await belongings.own(launch, (opened) => opened.close());
  const { api, url } = instance;
  const measured: Measured[] = [];
  if (!values.portal) {
    const page = await openPage(browser);
    await setUpOwner(page, { setupUrl });
    measured.push(...(await measurePages(page, url, await pagesOver(api), say)));
  }
  const portal = await openPage(browser);
  await portal.goto(await portalLink(api));
  await portal.waitForURL(/\/portal\/?$/);
  measured.push(...(await measurePages(portal, url, await portalPagesOver(api), say)));
  for (const list of PORTAL_LISTS) measured.push(await measureToTheEnd(portal, url, list, say));
  process.stdout.write(`\n${tableOf(measured)}\n`);
  if (!values.hold) return;
  say(`${instance.url} · database ${instance.databaseUrl} · Ctrl-C ends it`);
  await new Promise<never>(() => undefined);
}

if (values.help) process.stdout.write(USAGE);
else {
  const belongings = new Belongings();
  try {
    await Promise.race([play(belongings), new Promise<void>((resolve) => process.once("SIGINT", resolve))]);
  } catch (error) {
    say(`The bench failed: ${(error as Error).stack}`);
    process.exitCode = 1;
  }
  await belongings.release();
}
