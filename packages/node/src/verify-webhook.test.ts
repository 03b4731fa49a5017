import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Farthing, FarthingError, WebhookVerificationError } from "./index.js";

const { webhooks } = new Farthing({ apiKey: "k" });
const secret = `whsec_${randomBytes(24).toString("base64")}`;
const payload = '{"type":"subscription.created",  "data":{"name":"Zoë"}}';

const sign = (key: string, id: string, timestamp: string, body: string): string =>
  createHmac("sha256", Buffer.from(key.replace("whsec_", ""), "base64"))
    .update(`${id}.${timestamp}.${body}`)
    .digest("base64");

function delivery(age = 0, key = secret) {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${sign(key, "msg_1", timestamp, payload)}`,
  };
}

describe("webhooks.verify", () => {
  it("gives the content of a genuine webhook", async () => {
    const content = { type: "subscription.created", data: { name: "Zoë" } };
    expect(await webhooks.verify({ payload, headers: delivery(), secret })).toEqual(content);
    expect(await webhooks.verify({ payload, headers: new Headers(delivery()), secret })).toEqual(content);
    const bytes = new TextEncoder().encode(payload);
    expect(await webhooks.verify({ payload: bytes, headers: delivery(299), secret })).toEqual(content);
  });

  it("takes any of several secrets and of several signatures", async () => {
    const other = `whsec_${randomBytes(32).toString("base64")}`;
    const headers = delivery(0, other);
    headers["webhook-signature"] = `v1a,xyz v1,%%% v1,AAAA ${headers["webhook-signature"]}`;
    await expect(webhooks.verify({ payload, headers, secret: [secret, other] })).resolves.toBeTruthy();
    const cased = { "Webhook-Id": "msg_1", "WEBHOOK-TIMESTAMP": headers["webhook-timestamp"] };
    await expect(
      webhooks.verify({
        payload,
        headers: { ...cased, "Webhook-Signature": [headers["webhook-signature"]] },
        secret: other,
      }),
    ).resolves.toBeTruthy();
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ["another body", {}, payload.replace("created", "deleted")],
    ["another id", { "webhook-id": "msg_2" }, payload],
    ["another time", { "webhook-timestamp": String(Math.floor(Date.now() / 1000) - 5) }, payload],
    ["no id", { "webhook-id": undefined }, payload],
    ["no signature", { "webhook-signature": undefined }, payload],
    ["an empty signature", { "webhook-signature": "v1," }, payload],
    ["a time that is none", { "webhook-timestamp": "now" }, payload],
    [
      "a signature of another scheme",
      { "webhook-signature": delivery()["webhook-signature"].replace("v1,", "v2,") },
      payload,
    ],
  ])("refuses %s", async (_, change, body) => {
    const headers = { ...delivery(), ...change };
    await expect(webhooks.verify({ payload: body, headers, secret })).rejects.toBeInstanceOf(
      WebhookVerificationError,
    );
  });

  it.each([301, -301])("row 24: refuses one that is %i seconds old", async (age) => {
    await expect(webhooks.verify({ payload, headers: delivery(age), secret })).rejects.toThrow(
      /within 300 seconds/,
    );
  });

  it("row 24: refuses one signed with another secret", async () => {
    const headers = delivery(0, `whsec_${randomBytes(24).toString("base64")}`);
    await expect(webhooks.verify({ payload, headers, secret })).rejects.toBeInstanceOf(
      WebhookVerificationError,
    );
  });

  it("says what was passed wrongly", async () => {
    const parsed = JSON.parse(payload) as unknown as string;
    await expect(webhooks.verify({ payload: parsed, headers: delivery(), secret })).rejects.toThrow(
      /not parsed/,
    );
    for (const wrong of ["", "whsec_", "whsec_%%%"])
      await expect(webhooks.verify({ payload, headers: delivery(), secret: wrong })).rejects.toThrow(
        FarthingError,
      );
  });
});
