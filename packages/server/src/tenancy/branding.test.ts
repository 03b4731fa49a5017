/**
 * How documents show the operator.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { png } from "../../test/png.js";
import { contrastWithWhite } from "./contrast.js";

const instance = sharedInstance();

const patch = (body: object) => instance.call("PATCH", "/branding", body);
const logo = (bytes: Buffer, contentType = "image/png") => ({
  logo: { contentType, data: bytes.toString("base64") },
});

test("nothing is set at first, what is left out stays, and null takes away", async () => {
  expect((await instance.call("GET", "/branding")).body).toMatchObject({
    legalName: null,
    netDays: 0,
    logo: null,
    updatedAt: null,
  });
  await patch({ legalName: "Łódź Sp. z o.o.", taxId: "PL1", netDays: 30 });
  const { body } = await patch({ taxId: null, website: "https://example.com" });
  expect(body).toMatchObject({
    legalName: "Łódź Sp. z o.o.",
    taxId: null,
    netDays: 30,
    website: "https://example.com",
  });
  expect((await instance.call("GET", "/branding")).body).toEqual(body);
});

test("a colour that cannot be read on white is refused, with its contrast", async () => {
  expect(contrastWithWhite("#ffffff")).toBe(1);
  expect(contrastWithWhite("#000000")).toBe(21);
  // The two greys next to the bound of WCAG, as its own tools have them.
  expect((await patch({ accentColor: "#767676" })).status).toBe(200);
  const { status, body } = await patch({ accentColor: "#777777" });
  expect([status, body.error.param]).toEqual([422, "accentColor"]);
  expect(body.error.message).toContain("4.47");
  expect((await patch({ accentColor: "red" })).status).toBe(422);
});

test("a logo is kept as it was sent, and is gone when it is taken away", async () => {
  const picture = png(60, 20, [20, 80, 200]);
  const { body } = await patch(logo(picture));
  expect(body.logo).toEqual({ contentType: "image/png", width: 60, height: 20, bytes: picture.length });
  const got = await instance.call("GET", "/branding/logo");
  expect(got.headers.get("content-type")).toBe("image/png");
  expect(picture.equals(got.body)).toBe(true);
  expect((await patch({ legalName: "Still there" })).body.logo.width).toBe(60);
  await patch({ logo: null });
  expect((await instance.call("GET", "/branding/logo")).status).toBe(404);
});

test("a logo that is none, too large, damaged, or called what it is not, is refused by name", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const damaged = png(60, 20, [0, 0, 0]);
  damaged.fill(0x55, 41, damaged.length - 12);
  for (const [bytes, type] of [
    [svg, "image/png"],
    [svg, "image/svg+xml"],
    [png(10, 10, [0, 0, 0]), "image/jpeg"],
    [png(1_025, 1, [0, 0, 0]), "image/png"],
    [Buffer.concat([png(10, 10, [0, 0, 0]), Buffer.alloc(262_144)]), "image/png"],
    [damaged, "image/png"],
    [Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 10, 0, 10, 1, 1]), "image/jpeg"],
  ] as const) {
    const { status, body } = await patch(logo(bytes, type));
    expect([status, body.error?.param.startsWith("logo")], `${type} ${bytes.length}`).toEqual([422, true]);
  }
  expect((await instance.call("GET", "/branding")).body.logo).toBeNull();
});
