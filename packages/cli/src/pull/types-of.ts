/** Codes as a declaration that fills `Register` of `@farthing/node`. */

export interface Codes {
  readonly features: readonly { readonly code: string; readonly type: string }[];
  readonly plans: readonly { readonly code: string; readonly consumptionModel: string }[];
}

/** The first line, by which a file is known to be one of these. */
export const MADE_BY = "// Made by `farthing pull`. Do not edit: run it again.\n";

/** In the order of codes, so that a file changes only where they do. Every code stands in it as a JSON string. */
export function typesOf({ features, plans }: Codes): string {
  return `${MADE_BY}import "@farthing/node";

declare module "@farthing/node" {
  interface Register {
    features: {
${linesOf(features.map(({ code, type }) => [code, `{ type: ${JSON.stringify(type)} }`]))}    };
    plans: {
${linesOf(plans.map(({ code, consumptionModel }) => [code, `{ consumptionModel: ${JSON.stringify(consumptionModel)} }`]))}    };
  }
}
`;
}

const linesOf = (entries: readonly (readonly [code: string, type: string])[]): string =>
  [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, type]) => `      ${JSON.stringify(code)}: ${type};\n`)
    .join("");
