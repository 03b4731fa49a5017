export {
  type ArchiveOptions,
  type ArchiveProgress,
  type ArchiveResult,
  archiveLines,
} from "./archive-lines.js";
export type { ArchiveChunk } from "./chunk.js";
export { archivedThrough, databaseName, holdArchiving } from "./store.js";
