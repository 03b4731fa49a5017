export {
  type Account,
  isLittle,
  type LockedAccount,
  marksPassed,
  nextSeq,
  type Posting,
  remainingNanos,
  spend,
} from "./account.js";
export {
  assertCanSwitch,
  canSwitchTo,
  closeAllowance,
  exchangeAllowance,
  openAllowance,
  owedNanos,
  type RenewalInput,
  raiseAllowance,
  renewAllowance,
  switchAllowance,
} from "./allowance.js";
export {
  deleteEntriesWithin,
  entriesWithin,
  findArchivedLines,
  type LedgerEntryRecord,
  saveArchivedLines,
} from "./archive-store.js";
export { shapePosted } from "./entry-answer.js";
export { type Flaw, Following, type Line, type Opening } from "./follow.js";
export { type Entry, lockAccounts, lockKnownAccounts, type Owner, postEntry, saveAccounts } from "./post.js";
export { ledgerEndpoints } from "./routes.js";
export { belowZeroByEntries, readRows as readAccounts } from "./store.js";
export { CREDITS, unitAmount } from "./unit.js";
export {
  type BrokenLine,
  type FurtherLaws,
  type LineRead,
  type VerificationProgress,
  verifyBalances,
} from "./verify.js";
