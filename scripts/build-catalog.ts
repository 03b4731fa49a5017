/**
 * Makes the catalog that the server ships with out of the price list of `@pydantic/genai-prices` (MIT):
 *
 *     npx tsx scripts/build-catalog.ts
 *
 * The same package gives the same bytes, and a test compares them with what is committed.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ConditionalPrice, MatchLogic, ModelInfo, Provider } from "@pydantic/genai-prices";
import { FROM_USD_PER_MILLION, nanosFromDecimal } from "../packages/server/src/models/decimal-price.js";
import { fold } from "../packages/server/src/models/model-name.js";
import { canonicalProvider } from "../packages/server/src/models/provider.js";
import type {
  ModelKind,
  Snapshot,
  SnapshotModel,
  SnapshotPrice,
  SnapshotPrices,
} from "../packages/server/src/models/snapshot.js";

const PACKAGE = "@pydantic/genai-prices";
export const SNAPSHOT_FILE = fileURLToPath(
  new URL("../packages/server/src/models/snapshot/catalog-snapshot.json", import.meta.url),
);

type Prices = ConditionalPrice["prices"];
type Amount = Prices[string];

const FIELDS = {
  input: "input_mtok",
  output: "output_mtok",
  cacheRead: "cache_read_mtok",
  cacheWrite: "cache_write_mtok",
  cacheWrite1h: "cache_write_1h_mtok",
  reasoning: "output_reasoning_mtok",
} as const satisfies Record<keyof SnapshotPrices, string>;

/** The snapshot's text: one line per model, so that a new version of the source reads as a diff. */
export async function buildCatalog(): Promise<string> {
  const { waitForUpdate } = await import(PACKAGE);
  const providers: Provider[] = await waitForUpdate();
  const notes: string[] = [];
  const models = providers.flatMap((provider) => modelsOf(provider, notes)).sort(byName);
  const { models: _, ...head } = await snapshotHead(notes);
  const lines = models.map((model) => JSON.stringify(model)).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},"models":[\n${lines}\n]}\n`;
}

async function snapshotHead(notes: string[]): Promise<Snapshot> {
  const version = await installedVersion();
  return { source: PACKAGE, version, licence: "MIT", notes: notes.sort(), models: [] };
}

async function installedVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(PACKAGE);
  const manifest = path.join(path.dirname(entry), "..", "package.json");
  return JSON.parse(await readFile(manifest, "utf8")).version;
}

const byName = (a: SnapshotModel, b: SnapshotModel): number => {
  const [left, right] = [`${a.provider}/${a.id}`, `${b.provider}/${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

function modelsOf(provider: Provider, notes: string[]): SnapshotModel[] {
  const name = canonicalProvider(provider.id);
  const priced = provider.models.filter((model) => datedPrices(model).some(isPriced));
  return priced.map((model) => {
    const note = (text: string) => notes.push(`${name}/${model.id}: ${text}`);
    const prices = pricesOf(model, note);
    const kind = kindOf(model.id, prices);
    const aliases = aliasesOf(provider, model, priced);
    return {
      provider: name,
      id: model.id,
      ...(model.name && model.name !== model.id ? { name: model.name } : {}),
      ...(kind === "language" ? {} : { kind }),
      ...(aliases.length > 0 ? { aliases } : {}),
      prices,
    };
  });
}

// Prices

const datedPrices = (model: ModelInfo): ConditionalPrice[] =>
  Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];

const isPriced = ({ prices }: ConditionalPrice): boolean => prices.input_mtok !== undefined;

function pricesOf(model: ModelInfo, note: (text: string) => void): SnapshotPrice[] {
  const conditional = datedPrices(model).filter(isPriced);
  const windows = conditional.filter(isWindow);
  const standard = windows.length > 0 ? standardOf(windows) : undefined;
  if (windows.length > 0) {
    note(
      "the price depends on the time of day, which a price row cannot say; the price of most of the day is taken",
    );
  }
  if (standard) return [priceOf(standard, note)];
  return conditional
    .filter((entry) => !isWindow(entry))
    .map((entry) => ({ ...from(entry), ...priceOf(entry.prices, note) }));
}

function from({ constraint }: ConditionalPrice): { from?: string } {
  return constraint && "start_date" in constraint ? { from: constraint.start_date } : {};
}

const isWindow = ({ constraint }: ConditionalPrice): boolean => !!constraint && "start_time" in constraint;

/** The windows' price where they cover more than half of the day, else undefined: then the others are standard. */
function standardOf(windows: readonly ConditionalPrice[]): Prices | undefined {
  const minutes = windows.reduce((sum, { constraint }) => {
    if (!constraint || !("start_time" in constraint)) return sum;
    const length = minuteOfDay(constraint.end_time) - minuteOfDay(constraint.start_time);
    return sum + (length < 0 ? length + 1_440 : length);
  }, 0);
  return minutes > 720 ? windows[0]?.prices : undefined;
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function priceOf(prices: Prices, note: (text: string) => void): SnapshotPrice {
  const starts = tierStarts(prices);
  return {
    ...pricesAt(prices, undefined, note),
    ...(starts.length > 0
      ? { tiers: starts.map((above) => ({ above, ...pricesAt(prices, above, note) })) }
      : {}),
  };
}

function tierStarts(prices: Prices): number[] {
  const starts = Object.values(FIELDS).flatMap((field) => {
    const amount = prices[field];
    return typeof amount === "object" ? amount.tiers.map((tier) => tier.start) : [];
  });
  return [...new Set(starts)].sort((a, b) => a - b);
}

/** Prices of the tier that starts at `start`, or of the base. */
function pricesAt(prices: Prices, start: number | undefined, note: (text: string) => void): SnapshotPrices {
  const entries = Object.entries(FIELDS).flatMap(([name, field]) => {
    const amount = amountAt(prices[field], start);
    return amount === undefined ? [] : [[name, nanos(amount, field, note)]];
  });
  // What is only read (an embedding, a classification) has no output to pay for.
  return { output: "0", ...Object.fromEntries(entries) } as SnapshotPrices;
}

function amountAt(amount: Amount, start: number | undefined): number | undefined {
  if (typeof amount !== "object") return amount;
  if (start === undefined) return amount.base;
  return amount.tiers.findLast((tier) => tier.start <= start)?.price ?? amount.base;
}

/** The source holds decimals as doubles: their shortest text is the decimal that was written, save for results of sums. */
function nanos(amount: number, field: string, note: (text: string) => void): string {
  const text = String(amount);
  const exact = nanosFromDecimal(text, FROM_USD_PER_MILLION);
  if (exact === undefined) throw new Error(`${field}: ${text} is not a price`);
  if ((text.split(".")[1] ?? "").length > 9)
    note(`${field} is ${text} in the source, taken to the nearest nano`);
  return String(exact);
}

// Kinds

const KINDS: readonly (readonly [RegExp, ModelKind])[] = [
  [/embed|^ada$|^voyage-|bge-|gte-|e5-/, "embedding"],
  [/rerank|moderation|guard|safeguard/, "other"],
  [/image|imagen|dall-e/, "image"],
  [/audio|tts|transcribe|whisper|realtime|voice|voxtral|sonic|live/, "audio"],
];

function kindOf(id: string, prices: readonly SnapshotPrice[]): ModelKind {
  const known = KINDS.find(([pattern]) => pattern.test(id.toLowerCase()))?.[1];
  if (known) return known;
  return prices.every((price) => price.output === "0") ? "other" : "language";
}

// Other names

/** Names that the source's patterns take without spelling them out; checked against those patterns like the rest. */
const UNSPELLED: Readonly<Record<string, readonly string[]>> = {
  "cohere/command-a": ["command-a-03-2025"],
  "cohere/command-r": ["command-r-03-2024", "command-r-08-2024"],
  "cohere/command-r-plus": ["command-r-plus-04-2024", "command-r-plus-08-2024"],
  "cohere/command-r7b": ["command-r7b-12-2024"],
  "google/gemini-2.5-pro": ["gemini-2.5-pro-preview", "gemini-2.5-pro-exp"],
};

/**
 * The names under which the source knows a model, each only where the source itself would take it for this model
 * and none other. A prefix counts as the one name it spells: what may follow it (a date, `-latest`) is taken off
 * when a name is resolved, and anything else that may follow could be another model.
 */
function aliasesOf(provider: Provider, model: ModelInfo, priced: readonly ModelInfo[]): string[] {
  const ids = new Set(priced.map((other) => fold(other.id)));
  const seen = new Set<string>();
  const unspelled = UNSPELLED[`${provider.id}/${model.id}`] ?? [];
  return [...spelledBy(model.match), ...unspelled].filter((name) => {
    const folded = fold(name);
    if (seen.has(folded) || ids.has(folded)) return false;
    if (provider.models.find((other) => fits(other.match, name)) !== model) return false;
    seen.add(folded);
    return true;
  });
}

/** Not cut in the middle of a date, or before what tells two models apart. */
const isWholeName = (name: string): boolean => /[a-z0-9\])]$/i.test(name) && !/-20\d{2}(-\d*)?$/.test(name);

function spelledBy(match: MatchLogic): string[] {
  if ("or" in match) return match.or.flatMap(spelledBy);
  if ("and" in match) return match.and.flatMap(spelledBy).filter((name) => fits(match, name));
  if ("equals" in match) return [match.equals];
  if ("regex" in match) return [];
  const part =
    "starts_with" in match ? match.starts_with : "ends_with" in match ? match.ends_with : match.contains;
  return isWholeName(part) ? [part] : [];
}

/** As the source matches: without regard to case, but for its regular expressions. */
function fits(match: MatchLogic, name: string): boolean {
  const lower = name.toLowerCase();
  if ("or" in match) return match.or.some((part) => fits(part, name));
  if ("and" in match) return match.and.every((part) => fits(part, name));
  if ("equals" in match) return lower === match.equals.toLowerCase();
  if ("starts_with" in match) return lower.startsWith(match.starts_with.toLowerCase());
  if ("ends_with" in match) return lower.endsWith(match.ends_with.toLowerCase());
  if ("contains" in match) return lower.includes(match.contains.toLowerCase());
  return new RegExp(match.regex).test(name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(SNAPSHOT_FILE, await buildCatalog());
