/** Ways to spoil a valid request. */
import type { Random } from "./random.js";

/** Stands in JSON for text that no value serialises to; see {@link toJson}. */
const raw = (text: string): string => `@raw@${text}@`;
/** JSON in which raw texts stand as they are: `1e400`, `-0`, a key twice. */
export const toJson = (value: unknown): string => JSON.stringify(value).replaceAll(/"@raw@(.*?)@"/g, "$1");

const nested = (depth: number): string => raw("[".repeat(depth) + "]".repeat(depth));

const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  raw("-0"),
  0.1,
  1e-10,
  1.000000001,
  1.0000000001,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  raw("9223372036854775807"),
  raw("9223372036854775808"),
  raw("-9223372036854775809"),
  raw("99999999999999999999999999999999"),
  1e27,
  1e308,
  -1e308,
  raw("1e400"),
  raw("-1e400"),
  raw("1e-400"),
  5e-324,
  raw("NaN"),
  raw("Infinity"),
  raw("undefined"),
  raw("01"),
  raw("0x10"),
  "",
  " ",
  "a",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00\ud800",
  raw('"\\ud83d"'),
  raw('"\\u0000"'),
  "👩‍👩‍👧‍👦",
  "e\u0301",
  "\u202egnp.exe",
  "\ufeff",
  "'; DROP TABLE customers; --",
  "%00",
  "../../etc/passwd",
  "$1",
  "{{7*7}}",
  "1",
  "-1",
  "true",
  "null",
  "x".repeat(256),
  "x".repeat(100_000),
  `${"a".repeat(30_000)}!`,
  "2026-02-30T00:00:00Z",
  "2026-01-01T00:00:00+99:99",
  "+275760-09-13T00:00:00.001Z",
  "0000-01-01T00:00:00Z",
  "cus_01h455vb4pex5vsknk084sn02q",
  "cus_zzzzzzzzzzzzzzzzzzzzzzzzzz",
  "plan_01h455vb4pex5vsknk084sn02q",
  "evt_01h455vb4pex5vsknk084sn02",
  [],
  {},
  [[]],
  [null],
  Array.from({ length: 1000 }, () => 1),
  Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${n}`, n])),
  { length: 1 },
  { toString: 1 },
  { __raw: raw('{"__proto__":{"polluted":true}}') },
  raw('{"__proto__":{"polluted":true}}'),
  raw('{"constructor":{"prototype":{"polluted":true}}}'),
  raw('{"a":1,"a":2}'),
  nested(20),
  nested(40),
  nested(20_000),
];
const NASTY_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "",
  " ",
  "\u0000",
  "\ud800",
  "a.b",
  "$where",
  "k".repeat(5000),
  "id",
  "object",
  "livemode",
  "environmentId",
];

const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";
const ID = /^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

export const isIdLike = (value: unknown): value is string => typeof value === "string" && ID.test(value);

/** Of the same form, and most likely nobody's: one character is another, so that it need not even be a UUID. */
export function otherId(id: string, random: Random): string {
  const at = id.length - 1 - random.int(25);
  const others = [...BASE32].filter((character) => character !== id[at]);
  return `${id.slice(0, at)}${random.pick(others)}${id.slice(at + 1)}`;
}

type Json = Record<string | number, unknown>;
const isContainer = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** All places of a value: each a container and a key in it. */
function places(value: unknown): { container: Json; key: string | number }[] {
  if (!isContainer(value)) return [];
  return Object.keys(value).flatMap((key) => [{ container: value, key }, ...places(value[key])]);
}

export interface Spoilt {
  readonly what: string;
  readonly bytes: Uint8Array;
}

const encode = (text: string): Uint8Array => Buffer.from(text, "utf8");

/** A body that may be wrong in one way or, now and then, in two. */
export function spoilBody(body: Readonly<Record<string, unknown>>, random: Random): Spoilt {
  const copy = structuredClone(body) as Json;
  const spots = places(copy);
  const way = random.int(13);
  const ids = spots.filter(({ container, key }) => isIdLike(container[key]));
  if (way === 12 && ids.length > 0) {
    const { container, key } = random.pick(ids);
    const value = otherId(String(container[key]), random);
    container[key] = value;
    return { what: `${key} = ${value}`, bytes: encode(toJson(copy)) };
  }
  if (way <= 4 && spots.length > 0) {
    const { container, key } = random.pick(spots);
    const value = random.pick(NASTY);
    container[key] = value;
    if (random.int(5) === 0) {
      const other = random.pick(spots);
      other.container[other.key] = random.pick(NASTY);
    }
    return { what: `${key} = ${toJson(value).slice(0, 60)}`, bytes: encode(toJson(copy)) };
  }
  if (way === 5 && spots.length > 0) {
    const { container, key } = random.pick(spots);
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
    return { what: `without ${key}`, bytes: encode(toJson(copy)) };
  }
  if (way === 6) {
    const containers = [copy, ...spots.map(({ container, key }) => container[key])].filter(isContainer);
    const key = random.pick(NASTY_KEYS);
    Object.defineProperty(random.pick(containers), key, {
      value: random.pick(NASTY),
      enumerable: true,
      configurable: true,
    });
    return { what: `with ${JSON.stringify(key.slice(0, 40))}`, bytes: encode(toJson(copy)) };
  }
  if (way === 7) {
    const value = random.pick(NASTY);
    return { what: `body ${toJson(value).slice(0, 60)}`, bytes: encode(toJson(value)) };
  }
  if (way === 8) return { what: "cut off", bytes: cutOff(encode(toJson(copy)), random) };
  if (way === 9) return { what: "bytes changed", bytes: changeBytes(encode(toJson(copy)), random) };
  if (way === 10) return { what: "odd bytes", bytes: random.pick(ODD_BODIES) };
  return { what: "as it should be", bytes: encode(toJson(copy)) };
}

const cutOff = (bytes: Uint8Array, random: Random): Uint8Array =>
  bytes.slice(0, random.int(bytes.length + 1));

function changeBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let n = 0; n <= random.int(4) && changed.length > 0; n++)
    changed[random.int(changed.length)] = random.int(256);
  return changed;
}

const ODD_BODIES: readonly Uint8Array[] = [
  new Uint8Array(),
  new Uint8Array([0]),
  new Uint8Array([0xff, 0xfe]),
  new Uint8Array([0xc3, 0x28]),
  new Uint8Array([0xed, 0xa0, 0x80]),
  new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
  encode('{"a":"\xff"'),
  Buffer.from('{"name":"\xff\xfe"}', "latin1"),
  Buffer.from('{"name":"a"}', "utf16le"),
  encode("{}{}"),
  encode("[".repeat(100_000)),
  encode('{"a":'.repeat(5000)),
  encode(`{"name":"${"x".repeat(1_048_577)}"}`),
  encode("a=1&b=2"),
  encode("<xml/>"),
  encode('"'),
  encode("// comment\n{}"),
];

export const spoilText = (random: Random): string => {
  const value = random.pick(NASTY);
  return (typeof value === "string" ? value : toJson(value)).slice(0, 2000);
};

export const CONTENT_TYPES: readonly (string | undefined)[] = [
  "application/json",
  "application/json; charset=utf-8",
  "APPLICATION/JSON",
  "application/vnd.api+json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonp",
  "application/json, text/plain",
  "",
  "*/*",
  undefined,
];
