/** The table of methods in docs/sdk.md. */
import { readPage } from "../docs/pages.js";

export interface DocumentedMethod {
  /** As it is called on the client: `usage.refused.list`, `customer(id).get`. */
  readonly name: string;
  /** `GET /usage/refused`; empty where nothing is asked of the server. */
  readonly operation: string;
}

export const documentedMethods = (): DocumentedMethod[] =>
  [...readPage("sdk.md").text.matchAll(/^\| `([\w.()]+)` \| .+ \| (?:`([A-Z]+ \S+)`)? ?\|$/gm)].map(
    ([, name, operation]) => ({ name: name!, operation: operation ?? "" }),
  );
