/**
 * Codes of features and plans as types. Every code is a `string` until a declaration of yours augments
 * {@link Register}; from then on a code that does not exist is a type error.
 *
 * ```ts
 * declare module "@farthing/node" {
 *   interface Register {
 *     features: { api_calls: { type: "metered" }; sso: { type: "boolean" } };
 *     plans: { pro: {} };
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by augmentation
export interface Register {}

type Registered<Kind extends "features" | "plans"> =
  Register extends Record<Kind, infer Codes> ? Codes : never;
type OrString<Code> = [Code] extends [never] ? string : Code & string;

type MeteredIn<Features> = {
  [Code in keyof Features]: Features[Code] extends { type: "metered" | "usage" }
    ? Code
    : Features[Code] extends { type: string }
      ? never
      : Code;
}[keyof Features];

/** Code of any feature. */
export type FeatureCode = OrString<keyof Registered<"features">>;
/** Code of a feature that usage can be sent for. */
export type MeteredFeatureCode = OrString<MeteredIn<Registered<"features">>>;
/** Code of a plan. */
export type PlanCode = OrString<keyof Registered<"plans">>;
