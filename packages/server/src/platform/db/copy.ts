/**
 * Rows for `COPY … FROM STDIN (FORMAT binary)`, and the message that sends them.
 *
 * Measured in batches of 100 events, against `INSERT … SELECT FROM unnest` of an array for each column: 34,500 events a
 * second instead of 28,900; an event takes 2 µs less of Postgres and 4 µs less of the server.
 */
import type { IdPrefix } from "@farthing/contract";
import pg from "pg";
import { type Id, UUID_BYTES, writeIdBytes, writeUuidBytes } from "../ids.js";
import { viewOf, writeBigint, writeTime } from "./binary.js";
import { digitsOfNanoUnits, numericRoom, writeNumeric } from "./numeric.js";

/** The signature, no flags, no extension. */
const HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const NULL_LENGTH = -1;
const LENGTH_BYTES = 4;
const INITIAL_BYTES = 16_384;
/** A UTF-16 unit takes at most this many bytes in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;
/** The message's type and length, before the header of what it carries. */
const MESSAGE_BYTES = 1 + LENGTH_BYTES;

/** One message full of rows. Fields are written in the order of the statement's columns, each row begun by {@link row}. */
export class CopyRows {
  #bytes: Buffer;
  #view: DataView;
  #at: number;

  /** @param expected bytes in all; it grows where they are more */
  constructor(expected = INITIAL_BYTES) {
    this.#bytes = Buffer.allocUnsafe(Math.max(expected, MESSAGE_BYTES + HEADER.length));
    this.#view = viewOf(this.#bytes);
    this.#bytes[0] = COPY_DATA;
    this.#at = MESSAGE_BYTES + HEADER.copy(this.#bytes, MESSAGE_BYTES);
  }

  row(fields: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#at, fields);
    this.#at += 2;
  }

  id(value: Id<IdPrefix> | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const at = this.#field(UUID_BYTES);
    writeIdBytes(value, this.#bytes, at);
  }

  /** @throws Error for what is not a UUID in its text form */
  uuid(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const at = this.#field(UUID_BYTES);
    writeUuidBytes(value, this.#bytes, at);
  }

  /** @throws RangeError above what the column holds */
  bigint(value: bigint | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const at = this.#field(8);
    writeBigint(this.#view, at, value);
  }

  integer(value: number | null): void {
    if (value === null) {
      this.null();
      return;
    }
    if ((value | 0) !== value) throw new RangeError(`${value} is not what an integer column holds`);
    const at = this.#field(4);
    this.#view.setInt32(at, value);
  }

  boolean(value: boolean | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const at = this.#field(1);
    this.#bytes[at] = value ? 1 : 0;
  }

  /** `timestamptz`. */
  time(value: Date | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const at = this.#field(8);
    writeTime(this.#view, at, value);
  }

  /** The text must be well-formed and without NUL, as every stored text is. */
  text(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.#reserve(LENGTH_BYTES + value.length * MAX_BYTES_PER_UNIT);
    this.#writeText(value, this.#at);
  }

  /** `jsonb`, from its JSON. */
  jsonb(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.#reserve(LENGTH_BYTES + 1 + value.length * MAX_BYTES_PER_UNIT);
    const bytes = this.#bytes.write(value, this.#at + LENGTH_BYTES + 1, "utf8");
    this.#view.setInt32(this.#at, bytes + 1);
    // The version of the format.
    this.#bytes[this.#at + LENGTH_BYTES] = 1;
    this.#at += LENGTH_BYTES + 1 + bytes;
  }

  /** `numeric`, from nano-units, with no more decimals than it needs. */
  numeric(nanoUnits: bigint | null): void {
    if (nanoUnits === null) {
      this.null();
      return;
    }
    const digits = digitsOfNanoUnits(nanoUnits);
    this.#reserve(LENGTH_BYTES + numericRoom(digits));
    const bytes = writeNumeric(this.#view, this.#at + LENGTH_BYTES, digits);
    this.#view.setInt32(this.#at, bytes);
    this.#at += LENGTH_BYTES + bytes;
  }

  null(): void {
    this.#reserve(LENGTH_BYTES);
    this.#view.setInt32(this.#at, NULL_LENGTH);
    this.#at += LENGTH_BYTES;
  }

  /** The message, and the one that says that it was the last. Nothing may be added afterwards. */
  end(): Buffer {
    this.#reserve(2 + COPY_DONE.length);
    this.#view.setInt16(this.#at, NULL_LENGTH);
    this.#at += 2;
    this.#view.setInt32(1, this.#at - 1);
    this.#at += COPY_DONE.copy(this.#bytes, this.#at);
    return this.#bytes.subarray(0, this.#at);
  }

  /** Short texts of one byte a character, which nearly all are, cost less here than a call into Node does. */
  #writeText(value: string, at: number): void {
    const start = at + LENGTH_BYTES;
    let length = value.length;
    if (length > LONG_TEXT || !this.#wroteAscii(value, start))
      length = this.#bytes.write(value, start, "utf8");
    this.#view.setInt32(at, length);
    this.#at = start + length;
  }

  #wroteAscii(value: string, start: number): boolean {
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > LAST_ASCII) return false;
      this.#bytes[start + i] = code;
    }
    return true;
  }

  /** Writes a length, and makes room for so many bytes. @returns where they begin */
  #field(bytes: number): number {
    this.#reserve(LENGTH_BYTES + bytes);
    this.#view.setInt32(this.#at, bytes);
    const start = this.#at + LENGTH_BYTES;
    this.#at = start + bytes;
    return start;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

const LONG_TEXT = 48;
const LAST_ASCII = 0x7f;

/**
 * A `COPY` with its rows, sent in one piece and not waited for: Postgres says that it is ready for the rows, which are
 * there already, and skips them where it refuses the statement. The driver's own query waits, and knows of no rows.
 */
export class CopyIn extends pg.Query {
  readonly done: Promise<void>;
  readonly #rows: Buffer;

  /** @param statement `COPY … FROM STDIN (FORMAT binary)` */
  constructor(
    readonly statement: string,
    rows: Pick<CopyRows, "end">,
  ) {
    let answer: (error?: Error) => void = () => undefined;
    const done = new Promise<void>((resolve, reject) => {
      answer = (error) => (error ? reject(error) : resolve());
    });
    super(statement, [], answer);
    this.done = done;
    this.#rows = rows.end();
  }

  override submit = (connection: pg.Connection): void => {
    connection.query(this.statement);
    connection.stream.write(this.#rows);
  };

  handleCopyInResponse(): void {
    // The rows are under way.
  }
}
