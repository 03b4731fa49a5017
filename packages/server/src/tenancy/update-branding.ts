import type { UpdateBranding } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, digestOf, invalid, isDrawable, transaction } from "../platform/index.js";
import { type BrandingRow, findBranding, insertBranding, saveLogo } from "./branding-store.js";
import { contrastWithWhite, READABLE_CONTRAST } from "./contrast.js";
import { inspectLogo } from "./logo.js";
import { lockEnvironment } from "./store.js";

type Changes = z.output<typeof UpdateBranding>;

/**
 * Writes a new version; documents that were finalized before keep theirs.
 * @throws FarthingError `validation_error` at `accentColor` or `logo.data`
 */
export async function updateBranding(
  db: Db,
  caller: Caller,
  realNow: Date,
  { logo, ...changes }: Changes,
): Promise<BrandingRow> {
  assertReadable(changes.accentColor);
  const stored = logo ? await readLogo(logo) : logo;
  return transaction(db, async (tx) => {
    const { environmentId } = caller;
    await lockEnvironment(tx, environmentId);
    const before = await findBranding(tx, environmentId);
    if (stored) await saveLogo(tx, { environmentId, ...stored });
    const row: BrandingRow = {
      ...(before ?? NOTHING),
      ...(changes as Partial<BrandingRow>),
      environmentId,
      version: (before?.version ?? 0n) + 1n,
      logoDigest: stored === undefined ? (before?.logoDigest ?? null) : (stored?.digest ?? null),
      createdAt: realNow,
    };
    await insertBranding(tx, row);
    return row;
  });
}

const NOTHING = {
  legalName: null,
  address: null,
  taxId: null,
  email: null,
  website: null,
  accentColor: null,
  footer: null,
  paymentInstructions: null,
  netDays: 0,
};

function assertReadable(color: string | null | undefined): void {
  if (!color) return;
  const contrast = contrastWithWhite(color);
  if (contrast >= READABLE_CONTRAST) return;
  throw invalid(
    "accentColor",
    `${color} is not readable on white: its contrast ratio is ${Math.floor(contrast * 100) / 100}, but must be at least ${READABLE_CONTRAST}. Choose a darker colour.`,
  );
}

async function readLogo({ contentType, data: base64 }: NonNullable<Changes["logo"]>) {
  const data = Buffer.from(base64, "base64");
  const size = inspectLogo(data, contentType);
  if (typeof size === "string") throw invalid("logo.data", size);
  if (!(await isDrawable(data))) throw invalid("logo.data", "cannot be read: the image is damaged");
  return { digest: digestOf(data), contentType, data, ...size };
}
