/** What a published client's types promise of an answer, asked of the answer itself. */
import { createRequire } from "node:module";
import ts from "typescript";

const require = createRequire(import.meta.url);

/** What is wrong with an answer, by path: `data.lineItems[0].unitAmount: missing`. */
export type Problems = (call: string, answer: unknown) => string[];

/** @param name of the package, as it is installed */
export function promisedBy(name: "commet-node-5" | "commet-node-7"): Problems {
  const file = require.resolve(name).replace(/index\.js$/, "index.d.ts");
  const program = ts.createProgram([file], { strict: true, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  const commet = checker.getExportsOfModule(module).find((symbol) => symbol.name === "Commet")!;
  const client = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(commet));
  return (call, answer) => problems(checker, answerOf(checker, client, call), answer, "");
}

/** Of `seats.add`: what its promise is of. */
function answerOf(checker: ts.TypeChecker, client: ts.Type, call: string): ts.Type {
  const method = call
    .split(".")
    .reduce((type, name) => checker.getTypeOfSymbol(checker.getPropertyOfType(type, name)!), client);
  return checker.getAwaitedType(method.getCallSignatures()[0]!.getReturnType())!;
}

function problems(checker: ts.TypeChecker, type: ts.Type, value: unknown, path: string): string[] {
  if (type.isUnion()) return problemsOfUnion(checker, type, value, path);
  if (type.isIntersection()) return type.types.flatMap((each) => problems(checker, each, value, path));
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    if (!Array.isArray(value)) return [`${path}: no list`];
    return value.flatMap((each, i) => problems(checker, item!, each, `${path}[${i}]`));
  }
  if (type.flags & ts.TypeFlags.Object) return problemsOfObject(checker, type, value, path);
  return isPlain(checker, type, value)
    ? []
    : [`${path}: ${JSON.stringify(value)} is no ${checker.typeToString(type)}`];
}

function problemsOfUnion(
  checker: ts.TypeChecker,
  type: ts.UnionType,
  value: unknown,
  path: string,
): string[] {
  const tries = type.types.map((each) => problems(checker, each, value, path));
  if (tries.some((found) => found.length === 0)) return [];
  const isShape = (each: ts.Type) => (each.flags & ts.TypeFlags.Object) !== 0;
  const shapes = tries.filter((_, i) => isShape(type.types[i]!));
  if (typeof value === "object" && value !== null && shapes.length > 0)
    return shapes.reduce((best, each) => (each.length < best.length ? each : best));
  return [`${path}: ${JSON.stringify(value)} is no ${checker.typeToString(type)}`];
}

function problemsOfObject(checker: ts.TypeChecker, type: ts.Type, value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: no object`];
  const fields = value as Record<string, unknown>;
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const at = path === "" ? property.name : `${path}.${property.name}`;
    if (fields[property.name] === undefined)
      return property.flags & ts.SymbolFlags.Optional ? [] : [`${at}: missing`];
    return problems(checker, checker.getTypeOfSymbol(property), fields[property.name], at);
  });
}

function isPlain(checker: ts.TypeChecker, type: ts.Type, value: unknown): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
  if (type.flags & ts.TypeFlags.Null) return value === null;
  if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return value === undefined;
  if (type.isStringLiteral() || type.isNumberLiteral()) return value === type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return String(value) === checker.typeToString(type);
  if (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return typeof value === "string";
  if (type.flags & ts.TypeFlags.Number) return typeof value === "number";
  return (type.flags & ts.TypeFlags.Boolean) !== 0 && typeof value === "boolean";
}

/**
 * The client, each of whose answers is compared with its promise.
 * @param found is told of what is wrong: the call and its problems
 */
export function watched<Client extends object>(
  client: Client,
  problemsOf: Problems,
  found: (call: string, problems: readonly string[]) => void,
): Client {
  const watchMethods = (resource: object, resourceName: string): object =>
    new Proxy(resource, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function" || typeof name !== "string") return method;
        const call = `${resourceName}.${name}`;
        return async (...args: unknown[]) => {
          const answer: unknown = await method.apply(target, args);
          found(call, problemsOf(call, answer));
          return answer;
        };
      },
    });
  return new Proxy(client, {
    get(target, name) {
      const resource: unknown = Reflect.get(target, name);
      return typeof resource === "object" && resource !== null && typeof name === "string"
        ? watchMethods(resource, name)
        : resource;
    },
  });
}
