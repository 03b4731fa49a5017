/** How documents and pages show the operator. */
import { Branding, BrandingLogo, UpdateBranding } from "@farthing/contract";
import type { z } from "zod";
import { BytesAnswer, type Caller, type Clock, type Db, endpoint, FarthingError } from "../platform/index.js";
import { type BrandingRow, findBranding, findLogo } from "./branding-store.js";
import { updateBranding } from "./update-branding.js";

const tag = "Branding";

export const brandingEndpoints = (clock: Clock) => [
  endpoint({
    operationId: "getBranding",
    method: "get",
    path: "/branding",
    tag,
    summary: "Get your branding",
    answer: Branding,
    handle: async ({ db, caller }) => shape(db, caller, await findBranding(db, caller.environmentId)),
  }),
  endpoint({
    operationId: "updateBranding",
    method: "patch",
    path: "/branding",
    tag,
    summary: "Change your branding",
    description: "Applies to new documents; finalized invoices stay as they were issued.",
    body: UpdateBranding,
    answer: Branding,
    handle: async ({ db, caller, body }) =>
      shape(db, caller, await updateBranding(db, caller, clock.real(), body)),
  }),
  endpoint({
    operationId: "getBrandingLogo",
    method: "get",
    path: "/branding/logo",
    tag,
    summary: "Get the logo",
    answer: BrandingLogo,
    mediaTypes: ["image/png", "image/jpeg"],
    errors: ["not_found"],
    handle: async ({ db, caller }) => {
      const branding = await findBranding(db, caller.environmentId);
      const logo = branding && (await findLogo(db, branding));
      if (!logo) throw new FarthingError("not_found", "There is no logo. Set one with PATCH /branding.");
      const extension = logo.contentType === "image/png" ? "png" : "jpg";
      return new BytesAnswer(new Uint8Array(logo.data), logo.contentType, `logo.${extension}`);
    },
  }),
];

async function shape(
  db: Db,
  { livemode }: Caller,
  row: BrandingRow | undefined,
): Promise<z.input<typeof Branding>> {
  const logo = row && (await findLogo(db, row));
  return {
    object: "branding",
    livemode,
    legalName: row?.legalName ?? null,
    address: row?.address ?? null,
    taxId: row?.taxId ?? null,
    email: row?.email ?? null,
    website: row?.website ?? null,
    accentColor: row?.accentColor ?? null,
    footer: row?.footer ?? null,
    paymentInstructions: row?.paymentInstructions ?? null,
    netDays: row?.netDays ?? 0,
    logo: logo
      ? { contentType: logo.contentType, width: logo.width, height: logo.height, bytes: logo.data.length }
      : null,
    updatedAt: row?.createdAt.toISOString() ?? null,
  };
}
