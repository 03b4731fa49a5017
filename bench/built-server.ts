/** Where the server that is measured was built, and what else stands there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ArgumentError } from "./arguments.js";

const OWN = fileURLToPath(new URL("../packages/server/dist/main.mjs", import.meta.url));

/** @returns its main.mjs. @throws ArgumentError where nothing was built */
export function findServer(wanted: string | undefined): string {
  const main = wanted ?? OWN;
  for (const file of [main, builtModules(main)]) {
    if (!existsSync(file))
      throw new ArgumentError(`There is no ${file}. Build the server first: npm run build.`);
  }
  return main;
}

/** What other programs may use of the server, built beside its main.mjs. */
export const builtModules = (main: string): string => path.join(path.dirname(main), "index.mjs");

/** The checkout that the server was built in. */
export const checkoutOf = (main: string): string => path.resolve(path.dirname(main), "../../..");

/** What `npm start` of that checkout gives to node, before the program. @throws ArgumentError where it has no such script */
export function startFlagsOf(main: string): string[] {
  const file = path.join(checkoutOf(main), "package.json");
  const { scripts } = JSON.parse(readFileSync(file, "utf8")) as { scripts?: Record<string, string> };
  const [program, ...words] = (scripts?.start ?? "").split(/\s+/);
  if (program !== "node") throw new ArgumentError(`${file} has no script start that begins with node.`);
  return words.filter((word) => word.startsWith("--"));
}
