/**
 * Which addresses a webhook may be sent to: those of the public internet. Whoever can make a webhook could otherwise
 * have the server ask its own neighbours: databases, admin pages, a cloud's metadata.
 */
import { BlockList, isIP } from "node:net";

const IPV4 = [
  ["0.0.0.0", 8], // this network, and "any"
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // shared with a carrier's NAT
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local; metadata of clouds
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.31.196.0", 24], // AS112
  ["192.52.193.0", 24], // AMT
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["192.175.48.0", 24], // AS112
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, and broadcast
] as const;

/** Inside of 2000::/3, which is all that is given out to the public; what lies outside is refused without a list. */
const IPV6 = [
  ["2001::", 23], // protocol assignments: Teredo, ORCHID, benchmarks
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: an IPv4 address of any kind is in it
  ["2620:4f:8000::", 48], // AS112
  ["3fff::", 20], // documentation
] as const;

const refusedV4 = new BlockList();
for (const [network, prefix] of IPV4) refusedV4.addSubnet(network, prefix, "ipv4");
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
const refusedV6 = new BlockList();
for (const [network, prefix] of IPV6) refusedV6.addSubnet(network, prefix, "ipv6");

/** False for what is no address at all. An IPv4 address in IPv6's clothes (mapped, NAT64) is never public. */
export function isPublic(address: string): boolean {
  // A zone, as in fe80::1%eth0, belongs to link-local addresses alone.
  switch (isIP(address)) {
    case 4:
      return !refusedV4.check(address, "ipv4");
    case 6:
      return !address.includes("%") && publicV6.check(address, "ipv6") && !refusedV6.check(address, "ipv6");
    default:
      return false;
  }
}
