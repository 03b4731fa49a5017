/** What a logo must be: a PNG or JPEG, as its own bytes say, of a size that can be drawn. Pure. */
import { crc32, inflateSync } from "node:zlib";
import { MAX_LOGO_BYTES, MAX_LOGO_PIXELS } from "@farthing/contract";

interface LogoSize {
  readonly width: number;
  readonly height: number;
}
type LogoType = "image/png" | "image/jpeg";

/** @returns what is wrong with it, or its size */
export function inspectLogo(bytes: Buffer, contentType: LogoType): LogoSize | string {
  if (bytes.length > MAX_LOGO_BYTES) return `is ${bytes.length} bytes; the maximum is ${MAX_LOGO_BYTES}`;
  const size = contentType === "image/png" ? pngSize(bytes) : jpegSize(bytes);
  if (!size)
    return `is no ${contentType === "image/png" ? "PNG" : "JPEG"}; SVG and other formats are not accepted`;
  const { width, height } = size;
  if (width < 1 || height < 1 || width > MAX_LOGO_PIXELS || height > MAX_LOGO_PIXELS)
    return `is ${width} × ${height} pixels; the maximum is ${MAX_LOGO_PIXELS} × ${MAX_LOGO_PIXELS}`;
  if (contentType === "image/png" && !isWholePng(bytes, size)) return "cannot be read: the image is damaged";
  return size;
}

const PNG_HEAD = Buffer.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
]);

function pngSize(bytes: Buffer): LogoSize | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, PNG_HEAD.length).equals(PNG_HEAD)) return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Markers that hold the size: start of frame, in all its forms but those of tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const JPEG_END = Buffer.from([0xff, 0xd9]);

function jpegSize(bytes: Buffer): LogoSize | undefined {
  // Begins as one, and has an end: what was cut off shows half of a picture, or none.
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || !bytes.includes(JPEG_END)) return undefined;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Four channels of sixteen bits, and a byte for each row of each of the seven passes of an interlaced one. */
const mostPixelBytes = ({ width, height }: LogoSize): number => 8 * width * height + 8 * (height + 8);

/** Its parts are as their sums say, and its pixels can be unpacked, to no more than such a picture can have. */
function isWholePng(bytes: Buffer, size: LogoSize): boolean {
  const pixels: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end))
      return false;
    const kind = bytes.toString("latin1", at + 4, at + 8);
    if (kind === "IDAT") pixels.push(bytes.subarray(at + 8, end));
    if (kind === "IEND") return canInflate(Buffer.concat(pixels), mostPixelBytes(size));
    at = end + 4;
  }
  return false;
}

function canInflate(packed: Buffer, mostBytes: number): boolean {
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes }).length > 0;
  } catch {
    return false;
  }
}
