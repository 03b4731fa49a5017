/** Whose request it is, by address. */
import { expect, test } from "vitest";
import { createPeerOf, isNetwork, neighbourhoodOf } from "./peer.js";

const peerOf = (trusted: string[], connection: string | undefined, forwarded?: string): string =>
  createPeerOf(trusted)(
    new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
    connection,
  );

test("where no proxy is named it is the other end of the connection, whatever a header says", () => {
  expect(peerOf([], "203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  expect(peerOf(["10.0.0.0/8"], "203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
});

test("of a proxy that is named it is whom the proxy was asked by, and nothing that somebody wrote before", () => {
  expect(peerOf(["10.0.0.0/8"], "10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
  expect(peerOf(["10.0.0.0/8"], "10.1.2.3", "127.0.0.1, 192.0.2.7, 198.51.100.1")).toBe("198.51.100.1");
});

test("proxies behind proxies are passed by, as long as they are named", () => {
  const trusted = ["10.0.0.0/8", "192.0.2.7"];
  expect(peerOf(trusted, "10.1.2.3", "203.0.113.5, 198.51.100.1, 192.0.2.7, 10.9.9.9")).toBe("198.51.100.1");
  expect(peerOf(trusted, "10.1.2.3", "10.0.0.1, 192.0.2.7")).toBe("10.0.0.1");
});

test("what is no address ends the way, and so does a proxy that says nothing", () => {
  expect(peerOf(["10.0.0.1"], "10.0.0.1", "198.51.100.1, unknown")).toBe("10.0.0.1");
  expect(peerOf(["10.0.0.1"], "10.0.0.1")).toBe("10.0.0.1");
  expect(peerOf(["10.0.0.1"], "10.0.0.1", "")).toBe("10.0.0.1");
  expect(peerOf([], undefined)).toBe("127.0.0.1");
});

test.each([
  ["::ffff:10.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
  ["fd00::1", "[2001:db8::1]:443", "2001:db8::1"],
  ["fd00::1", "2001:db8::1", "2001:db8::1"],
])("from %s for %s it is %s", (connection, forwarded, peer) => {
  expect(peerOf(["10.0.0.1", "fd00::/8"], connection, forwarded)).toBe(peer);
});

test.each([
  ["10.0.0.7", true],
  ["10.0.0.0/8", true],
  ["::1", true],
  ["fd00::/8", true],
  ["10.0.0.0/33", false],
  ["fd00::/129", false],
  ["10.0.0.0/", false],
  ["10.0.0", false],
  ["proxy.internal", false],
  ["", false],
])("%j is a network: %s", (network, is) => {
  expect(isNetwork(network)).toBe(is);
});

test.each([
  ["198.51.100.1", "198.51.100.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("%s is counted as %s", (address, neighbourhood) => {
  expect(neighbourhoodOf(address)).toBe(neighbourhood);
});
