/**
 * Whose request it is, by address: for what is counted of whoever has no key and no session. Behind a proxy every
 * connection is the proxy's, and `X-Forwarded-For` says for whom it asks; but anybody can write that header, so it is
 * read from proxies alone that the settings name.
 */
import { BlockList, isIP } from "node:net";

/** @param connection the address at the other end of the connection; undefined where there is none, as in tests */
export type PeerOf = (headers: Headers, connection: string | undefined) => string;

const HERE = "127.0.0.1";

/** @param trusted addresses and networks of proxies, as {@link isNetwork} takes them */
export function createPeerOf(trusted: readonly string[]): PeerOf {
  const proxies = new BlockList();
  for (const network of trusted) {
    const { address, bits } = partsOf(network);
    proxies.addSubnet(address, bits, familyOf(address));
  }
  const isProxy = (address: string): boolean => proxies.check(address, familyOf(address));
  return (headers, connection) => {
    let peer = plain(connection ?? HERE) ?? HERE;
    // Each proxy adds at the end whom it was asked by; what stands before the first that is no proxy is hearsay.
    const before = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => plain(part.trim()));
    while (isProxy(peer)) {
      const next = before.pop();
      if (next === undefined) break;
      peer = next;
    }
    return peer;
  };
}

/** Whether it is an address, such as `10.0.0.7`, or a network, such as `10.0.0.0/8` and `fd00::/8`. */
export function isNetwork(network: string): boolean {
  const { address, bits } = partsOf(network);
  return isIP(address) !== 0 && Number.isInteger(bits) && bits >= 0 && bits <= widthOf(address);
}

function partsOf(network: string): { address: string; bits: number } {
  const [, address = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
  return { address, bits: bits === undefined ? widthOf(address) : Number(bits) };
}

const widthOf = (address: string): number => (isIP(address) === 6 ? 128 : 32);
const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Without a port, and IPv4 as such where IPv6 carries it. Undefined where it is no address. */
function plain(text: string): string | undefined {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/^::ffff:(?=[\d.]+$)/i, "");
  return isIP(address) ? address : undefined;
}

/**
 * Whether the browser came over HTTPS, and a cookie for it is `Secure`: a proxy in front says so, or the address at which
 * this server is reached.
 */
export const isOverHttps = (headers: Headers, publicUrl: string | undefined): boolean =>
  publicUrl?.startsWith("https:") || headers.get("x-forwarded-proto") === "https";

/** One household or machine has a whole /64 of IPv6, and an address of its own for every request if it likes. */
export function neighbourhoodOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [left = [], right] = address.split("::").map((side) => side.split(":").filter(Boolean));
  const zeros = right ? Array<string>(8 - left.length - right.length).fill("0") : [];
  const network = [...left, ...zeros, ...(right ?? [])].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
