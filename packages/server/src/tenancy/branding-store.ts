/** The SQL of branding and its logos. */
import { and, desc, eq } from "drizzle-orm";
import { type Db, type Id, oncePer, query, together, uuidFromId } from "../platform/index.js";
import { brandingLogos, brandings } from "./schema.js";

export type BrandingRow = typeof brandings.$inferSelect;
type LogoRow = typeof brandingLogos.$inferSelect;

/** @param version the latest where it is left out */
export const findBranding = (
  db: Db,
  environmentId: Id<"env">,
  version?: bigint,
): Promise<BrandingRow | undefined> => together(db, { environmentId, version }, findEach);

interface OfVersion {
  readonly environmentId: Id<"env">;
  readonly version: bigint | undefined;
}

async function findOne(db: Db, { environmentId, version }: OfVersion): Promise<BrandingRow | undefined> {
  const [row] = await db
    .select()
    .from(brandings)
    .where(
      and(
        eq(brandings.environmentId, environmentId),
        version === undefined ? undefined : eq(brandings.version, version),
      ),
    )
    .orderBy(desc(brandings.version))
    .limit(1);
  return row;
}

const findEach = oncePer(({ environmentId, version }: OfVersion) => `${environmentId} ${version}`, findOne);

export async function insertBranding(tx: Db, row: BrandingRow): Promise<void> {
  await tx.insert(brandings).values(row);
}

export async function saveLogo(tx: Db, row: LogoRow): Promise<void> {
  await tx.insert(brandingLogos).values(row).onConflictDoNothing();
}

export async function findLogo(
  db: Db,
  { environmentId, logoDigest }: Pick<BrandingRow, "environmentId" | "logoDigest">,
): Promise<LogoRow | undefined> {
  if (logoDigest === null) return undefined;
  const [row] = await db
    .select()
    .from(brandingLogos)
    .where(and(eq(brandingLogos.environmentId, environmentId), eq(brandingLogos.digest, logoDigest)));
  return row;
}

/** What links that need no key are signed with; undefined where the environment has made none yet. */
export async function findLinkSecret(db: Db, environmentId: Id<"env">): Promise<Buffer | undefined> {
  const [row] = await query<{ secret: Buffer }>(
    db,
    "SELECT secret FROM link_secrets WHERE environment_id = $1",
    [uuidFromId(environmentId)],
    "find-link-secret",
  );
  return row?.secret;
}

/** As {@link findLinkSecret}; makes it where there is none. */
export async function linkSecretOf(db: Db, environmentId: Id<"env">): Promise<Buffer> {
  const known = await findLinkSecret(db, environmentId);
  if (known) return known;
  await query(db, "INSERT INTO link_secrets (environment_id) VALUES ($1) ON CONFLICT DO NOTHING", [
    uuidFromId(environmentId),
  ]);
  return (await findLinkSecret(db, environmentId))!;
}
