/** The file as a whole cannot be read. Found in the first reading, before anything is sent. */
import { UsageError } from "../errors.js";

export class FileError extends UsageError {}
