/** The names that come closest to an unknown one, so that its error can say what to send instead. */
import { fold, withoutPath } from "./model-name.js";
import { ownVendor } from "./provider.js";

const SHOWN = 5;
/** Below this share of common trigrams two names have nothing to do with each other. */
const ALIKE = 0.35;

/** Names prepared once, asked often: an unknown model may come with every request. */
export class NearestNames {
  readonly #names: readonly string[];
  readonly #sizes: number[] = [];
  readonly #holders = new Map<string, number[]>();

  constructor(names: readonly string[]) {
    this.#names = names;
    for (const [at, name] of names.entries()) {
      const parts = trigrams(name);
      this.#sizes.push(parts.size);
      for (const part of parts) {
        const holders = this.#holders.get(part);
        if (holders) holders.push(at);
        else this.#holders.set(part, [at]);
      }
    }
  }

  /** At most five, best first; alphabetical among equals. */
  to(unknown: string): string[] {
    const wanted = trigrams(withVendor(unknown));
    const common = new Map<number, number>();
    for (const part of wanted) {
      for (const at of this.#holders.get(part) ?? []) common.set(at, (common.get(at) ?? 0) + 1);
    }
    const likeness = ([at, count]: [number, number]) => (2 * count) / (wanted.size + this.#sizes[at]!);
    return [...common]
      .map((entry) => ({ name: this.#names[entry[0]]!, likeness: likeness(entry) }))
      .filter((entry) => entry.likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
      .slice(0, SHOWN)
      .map((entry) => entry.name);
  }
}

/** Among resellers of a model its own vendor comes first. */
function withVendor(name: string): string {
  const vendor = ownVendor(withoutPath(name));
  return vendor === undefined ? name : `${vendor}/${name}`;
}

function trigrams(name: string): Set<string> {
  const padded = `  ${fold(name.slice(0, 200))} `;
  const parts = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) parts.add(padded.slice(i, i + 3));
  return parts;
}
