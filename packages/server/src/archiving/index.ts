export {
  type ArchiveOptions,
  type ArchiveResult,
  archiveLines,
} from "./archive-lines.js";
export type { ArchiveChunk } from "./chunk.js";
export { archivedThrough, databaseName, holdArchiving } from "./store.js";
