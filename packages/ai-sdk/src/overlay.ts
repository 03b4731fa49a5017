type AnyFunction = (...args: unknown[]) => unknown;

/**
 * An object that answers as `base` does, except for the properties of `over`.
 *
 * Getters and methods of `base` run on `base` itself: models keep state in private fields, which a proxy does
 * not have. The proxy's own target is an empty object, so that a frozen model can be overlaid too.
 */
export function overlay<T extends object>(base: T, over: object): T {
  const bound = new WeakMap<AnyFunction, AnyFunction>();
  const get = (property: string | symbol): unknown => {
    if (Object.hasOwn(over, property)) return Reflect.get(over, property);
    const value: unknown = Reflect.get(base, property, base);
    if (typeof value !== "function" || property === "constructor") return value;
    const method = value as AnyFunction;
    const known = bound.get(method) ?? (method.bind(base) as AnyFunction);
    bound.set(method, known);
    return known;
  };
  return new Proxy(Object.create(Object.getPrototypeOf(base)) as T, {
    get: (_, property) => get(property),
    has: (_, property) => property in over || property in base,
    set: (_, property, value) => Reflect.set(base, property, value, base),
    ownKeys: () => Reflect.ownKeys(base),
    getOwnPropertyDescriptor: (_, property) => {
      const own = Reflect.getOwnPropertyDescriptor(base, property);
      // A proxy may not claim of an absent property that it cannot be configured.
      return (
        own && {
          value: get(property),
          enumerable: own.enumerable ?? false,
          configurable: true,
          writable: true,
        }
      );
    },
  });
}
