/**
 * `npm run screenshots [-- FOLDER]`: a picture of every page, in light and dark and on a phone, over a server of its own with
 * the data of the tests. To be looked at: a test sees that a page is right, and not that it is fair.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromiumPath, launch, openPage, saySkipped } from "./browser.js";
import { EVERY_PAGE } from "./every-page.js";
import { openStage, setTheScene, setUpOwner, signIn } from "./stage.js";

const folder = path.resolve(process.argv[2] ?? "screenshots");
const LOOKS = [
  { name: "light", theme: "light" },
  { name: "dark", theme: "dark" },
  { name: "phone", theme: "light", width: 390, height: 844 },
] as const;

if (!chromiumPath()) {
  saySkipped();
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const stage = await openStage();
const browser = await launch();
try {
  const { adaId } = await setTheScene(stage.api);
  const pages = [...EVERY_PAGE, [`/customers/${adaId}`, "Ada Lovelace"] as const];
  let isSetUp = false;
  for (const { name, ...look } of LOOKS) {
    const page = await openPage(browser, look);
    await page.goto(`${stage.url}/sign-in`);
    await page.screenshot({ path: path.join(folder, `sign-in-${name}.png`) });
    await (isSetUp ? signIn(page, stage) : setUpOwner(page, stage));
    isSetUp = true;
    for (const [at, heading] of pages) {
      await page.goto(stage.url + at);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      // Live usage never rests, so the network does not either: wait for what loads to be there.
      await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
      const file = at.startsWith("/customers/") ? "customer" : at.slice(1).replaceAll(/[^\w-]+/g, "-");
      await page.screenshot({ path: path.join(folder, `${file}-${name}.png`), fullPage: true });
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await stage.close();
}
process.stdout.write(`Pictures are in ${folder}\n`);
