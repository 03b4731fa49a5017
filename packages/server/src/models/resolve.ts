/**
 * From the name a caller sends to the one model that prices it. Pure: names in, a model or the reason why not out.
 *
 * A wrong guess bills somebody a wrong price in silence, so every step must leave exactly one model. Where it
 * leaves several the search stops there, and does not go on to a looser step that might happen to leave one.
 */
import { barest, fold, formsOf, isDated, withoutPath, withoutRevision } from "./model-name.js";
import { canonicalProvider, ownVendor, resoldBy, withoutRouter } from "./provider.js";

export interface NamedModel {
  readonly provider: string;
  readonly modelId: string;
  /** Other exact names of the same model at its provider. */
  readonly aliases: readonly string[];
}

export interface AliasTarget {
  readonly provider: string;
  readonly modelId: string;
}

export type How = "exact" | "alias" | "normalized" | "bare";

export interface Found<M> {
  readonly model: M;
  readonly how: How;
}

interface Missing<M> {
  readonly model: undefined;
  /** Those the name could mean; empty where it is unknown. */
  readonly candidates: readonly M[];
}

export type Resolution<M> = Found<M> | Missing<M>;

const UNKNOWN: Missing<never> = { model: undefined, candidates: [] };

/** `provider/modelId`, as models are shown and as aliases point to them. */
export const fullName = (model: { readonly provider: string; readonly modelId: string }): string =>
  `${model.provider}/${model.modelId}`;

/** Provider (canonical) and id of a full name; undefined for a name without a slash. */
export function splitName(name: string): AliasTarget | undefined {
  const slash = name.indexOf("/");
  if (slash <= 0 || slash === name.length - 1) return undefined;
  return { provider: canonicalProvider(name.slice(0, slash)), modelId: name.slice(slash + 1) };
}

/** Names of some models, prepared for {@link resolve}: O(1) for each form of a name. */
export class NameIndex<M extends NamedModel> {
  readonly #providers = new Map<string, Names<M>>();
  readonly #all = new Names<M>();

  constructor(models: Iterable<M>) {
    for (const model of models) {
      const names = this.#providers.get(model.provider) ?? new Names();
      this.#providers.set(model.provider, names);
      names.add(model);
      this.#all.add(model);
    }
  }

  hasProvider = (provider: string): boolean => this.#providers.has(provider);

  exact = (provider: string, modelId: string): M | undefined =>
    this.#providers.get(provider)?.ids.get(modelId)?.[0];

  /** Of one provider, or of all. */
  names = (provider: string | undefined): Names<M> | undefined =>
    provider === undefined ? this.#all : this.#providers.get(provider);
}

class Names<M extends NamedModel> {
  readonly ids = new Map<string, M[]>();
  readonly foldedIds = new Map<string, M[]>();
  readonly foldedAliases = new Map<string, M[]>();
  /** By the barest form of the id. */
  readonly bareIds = new Map<string, M[]>();

  add(model: M): void {
    push(this.ids, model.modelId, model);
    push(this.foldedIds, fold(model.modelId), model);
    push(this.bareIds, barest(model.modelId), model);
    const unrevised = fold(withoutRevision(model.modelId.toLowerCase()));
    if (unrevised !== fold(model.modelId)) push(this.foldedAliases, unrevised, model);
    for (const alias of model.aliases) push(this.foldedAliases, fold(alias), model);
  }
}

function push<M>(map: Map<string, M[]>, key: string, model: M): void {
  const known = map.get(key);
  if (!known) map.set(key, [model]);
  else if (!known.includes(model)) known.push(model);
}

/**
 * @param layers indexes to look in; at each step an earlier one wins (an operator's own models over the catalog)
 * @param aliases the operator's, by the exact name callers send
 */
export function resolve<M extends NamedModel>(
  layers: readonly NameIndex<M>[],
  aliases: ReadonlyMap<string, AliasTarget>,
  requested: string,
): Resolution<M> {
  const name = withoutRouter(requested);
  const named = splitName(name);
  const isFull = named !== undefined && layers.some((layer) => layer.hasProvider(named.provider));
  const exact = named && findExact(layers, named);
  if (exact) return { model: exact, how: "exact" };
  const target = aliases.get(requested) ?? aliases.get(name) ?? (named && aliases.get(named.modelId));
  const aliased = target && findExact(layers, target);
  if (aliased) return { model: aliased, how: "alias" };
  return isFull || (named && resoldBy(named.provider).length > 0)
    ? ofProvider(layers, named!)
    : bare(layers, name);
}

const findExact = <M extends NamedModel>(layers: readonly NameIndex<M>[], target: AliasTarget) =>
  firstOf(layers, (layer) => layer.exact(target.provider, target.modelId));

/** A name with its provider is never priced by somebody else's model, unless the provider resells that. */
function ofProvider<M extends NamedModel>(
  layers: readonly NameIndex<M>[],
  { provider, modelId }: AliasTarget,
): Resolution<M> {
  for (const seller of [provider, ...resoldBy(provider)]) {
    const matches = search(layers, seller, modelId);
    if (matches.length > 0) return only(matches, "normalized");
  }
  return UNKNOWN;
}

/** The model's own vendor first, then whoever alone has it. */
function bare<M extends NamedModel>(layers: readonly NameIndex<M>[], name: string): Resolution<M> {
  const vendor = ownVendor(withoutPath(name));
  const ofVendor = vendor === undefined ? [] : search(layers, vendor, name);
  return only(ofVendor.length > 0 ? ofVendor : search(layers, undefined, name), "bare");
}

function only<M>(matches: readonly M[], how: How): Resolution<M> {
  const [model] = matches;
  if (model === undefined || matches.length > 1) return { model: undefined, candidates: matches };
  return { model, how };
}

/** The matches of the first step that has any: the id as it is, then each form of it, ids before other names. */
function search<M extends NamedModel>(
  layers: readonly NameIndex<M>[],
  provider: string | undefined,
  id: string,
): readonly M[] {
  const steps: ((names: Names<M>) => M[] | undefined)[] = [(names) => names.ids.get(id)];
  for (const form of formsOf(id)) {
    steps.push(
      (names) => names.foldedIds.get(form),
      (names) => names.foldedAliases.get(form),
    );
  }
  if (!isDated(id)) steps.push((names) => names.bareIds.get(barest(id)));
  for (const step of steps) {
    const matches = firstOf(layers, (layer) => {
      const names = layer.names(provider);
      return names && step(names);
    });
    if (matches) return matches;
  }
  return [];
}

function firstOf<L, T>(layers: readonly L[], find: (layer: L) => T | undefined): T | undefined {
  for (const layer of layers) {
    const found = find(layer);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The model that an id of a provider's own list means: the id or another name of it, but for case and punctuation.
 * Stricter than {@link resolve}: dates are not taken off, since there another date may be another price.
 */
export function findSame<M extends NamedModel>(
  index: NameIndex<M>,
  provider: string,
  modelId: string,
): { byId: M | undefined; byAlias: M | undefined } {
  const names = index.names(provider);
  const sole = (matches: M[] | undefined) => (matches?.length === 1 ? matches[0] : undefined);
  return {
    byId: names && (sole(names.ids.get(modelId)) ?? sole(names.foldedIds.get(fold(modelId)))),
    byAlias: names && sole(names.foldedAliases.get(fold(modelId))),
  };
}
