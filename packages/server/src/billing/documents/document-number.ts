const DIGITS = 6;

/** As a document is called: `INV-000042`. */
export const documentNumber = (kind: "INV" | "CN", number: bigint): string =>
  `${kind}-${number.toString().padStart(DIGITS, "0")}`;
