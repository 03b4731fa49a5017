/** The root of everything this package throws, and how `instanceof` works on it. */

/**
 * An application may load this package twice, once as ESM and once as CommonJS, and then has two classes of each
 * name. Errors therefore carry the names of their classes, and `instanceof` compares those.
 */
const KINDS = Symbol.for("@farthing/node/error-kinds");

/** Base class of all errors of this package. Thrown itself where the client is not set up or not used correctly. */
export class FarthingError extends Error {
  static readonly kind: string = "FarthingError";

  // Defined, not declared: TypeScript would narrow by its signature instead of by class.
  static {
    Object.defineProperty(FarthingError, Symbol.hasInstance, { value: isInstance });
  }

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.kind;
    Object.defineProperty(this, KINDS, { value: kindsOf(new.target) });
  }
}

function isInstance(this: typeof FarthingError, value: unknown): boolean {
  // A class that an application derives has no kind of its own: for it the usual rule holds.
  if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
  if (typeof value !== "object" || value === null) return false;
  return (value as { [KINDS]?: readonly string[] })[KINDS]?.includes(this.kind) ?? false;
}

function kindsOf(errorClass: typeof FarthingError): readonly string[] {
  const kinds: string[] = [];
  let current = errorClass;
  while ("kind" in current) {
    kinds.push(current.kind);
    current = Object.getPrototypeOf(current);
  }
  return kinds;
}
