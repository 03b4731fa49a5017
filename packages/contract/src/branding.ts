/** Who the operator is, as documents and pages for customers show it. */
import { z } from "zod";
import { address } from "./customers.js";
import { answeredTime, orNull, resource, text } from "./primitives.js";

export const MAX_LOGO_BYTES = 262_144;
/** In both directions: more is never seen on paper, and costs memory to draw. */
export const MAX_LOGO_PIXELS = 1_024;
/** Ten years; what is longer is no term of payment. */
const MAX_NET_DAYS = 3_650;

const logoType = z.enum(["image/png", "image/jpeg"]);

export const netDays = z
  .int()
  .min(0)
  .max(MAX_NET_DAYS)
  .meta({ description: "Days from the date of issue until payment is due", example: 30 });

const accentColor = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #1d4ed8")
  .meta({ description: "Must be readable on white: a contrast ratio of at least 4.5", example: "#1d4ed8" });

const website = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  .max(200)
  .meta({ example: "https://example.com" });

export const UpdateBranding = z
  .strictObject({
    legalName: text(200).nullable().optional(),
    address: orNull(address).optional(),
    taxId: text(64).nullable().optional(),
    email: z.email().max(254).nullable().optional(),
    website: website.nullable().optional(),
    accentColor: accentColor.nullable().optional(),
    footer: text(500)
      .nullable()
      .optional()
      .meta({ description: "Printed at the bottom of every page of a document" }),
    paymentInstructions: text(1_000)
      .nullable()
      .optional()
      .meta({ description: "Printed on unpaid invoices: bank account, payment reference" }),
    netDays: netDays.optional(),
    logo: z
      .strictObject({
        contentType: logoType,
        data: z
          .base64()
          .min(1)
          .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4)
          .meta({ description: "Base64; at most 256 KiB and 1024 × 1024 pixels" }),
      })
      .nullable()
      .optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({
    id: "UpdateBranding",
    description: "Fields that are left out keep their value; null clears a field",
  });

export const Branding = z
  .object({
    ...resource("branding"),
    legalName: z.string().nullable(),
    address: orNull(address),
    taxId: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
    accentColor: z.string().nullable(),
    footer: z.string().nullable(),
    paymentInstructions: z.string().nullable(),
    netDays,
    logo: z
      .object({ contentType: logoType, width: z.int(), height: z.int(), bytes: z.int() })
      .nullable()
      .meta({ description: "The image is at `/branding/logo`" }),
    updatedAt: answeredTime.nullable().meta({ description: "null if nothing was set yet" }),
  })
  .meta({ id: "Branding" });

export const BrandingLogo = z.string().meta({ id: "BrandingLogo", format: "binary" });
