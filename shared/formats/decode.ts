import { ENCODINGS, type FoundArticle, type Warning } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { binaryKind } from './binary';
import { countWords, guessEncoding, withoutTags } from './guess-encoding';

export interface Decoded {
  /** The whole file without its byte order mark. Source offsets count in it. */
  text: string;
  encoding: FoundArticle['encoding'];
  warnings: Warning[];
}

/** What a format tells of its encoding. */
interface ContentHints {
  /** The encoding that the content itself declares, e.g. in an XML declaration. */
  declared?: string | undefined;
  /** It is framed by control characters of transmission: SOH, STX, ETX, EOT, SYN. */
  isTransmission?: boolean;
}

/** Windows-1252's characters for 0x80 to 0x9f; where it has none, the control character, as WHATWG's standard does. */
const WINDOWS_1252_HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** A text has fewer NULs than one in so many bytes; what has more is not text. */
const BYTES_PER_NUL = 1000;
/** A text has fewer control characters than one in so many; random bytes have one in ten. */
const CHARACTERS_PER_CONTROL = 25;
/** A damaged text still has more letters than this for each one that is lost. */
const CHARACTERS_PER_REPLACEMENT = 8;
const UTF_16_SAMPLE_BYTES = 65_536;
const WESTERN_SAMPLE_BYTES = 1024 * 1024;

/**
 * Decodes a file: byte order mark, else UTF-8, else UTF-16 where it is plausible, else the encoding that its content
 * declares, else UTF-8 with some broken bytes, else the one that its type declares, else the one that its letters are
 * surely in (with a warning), else Windows-1252 where that makes words. Linear in the file's size.
 * @throws UnreadableFileError `empty-file`, `binary-file`, `encoding-not-supported`
 */
export function decode(bytes: Uint8Array, contentType?: string, content: ContentHints = {}): Decoded {
  if (bytes.length === 0) throw emptyFile('The file has 0 bytes');
  const kind = binaryKind(bytes);
  if (kind?.certain) throw binaryFile(`The file is not text: it seems to be ${kind.name}`);

  const decoded = decodeText(bytes, charsetOf(contentType), content.declared);
  const { controls, nuls } = countControls(decoded.text, content.isTransmission ?? false);
  if (nuls * BYTES_PER_NUL > bytes.length || controls * CHARACTERS_PER_CONTROL > decoded.text.length) {
    const seems = kind ? `it seems to be ${kind.name}` : `it holds ${controls + nuls} bytes that no text has`;
    throw binaryFile(`The file is not text: ${seems}`);
  }
  const lost = replacements(decoded.text);
  if (lost > 4 && lost * CHARACTERS_PER_REPLACEMENT > decoded.text.length) {
    throw binaryFile('The file is not text in any encoding that is read');
  }
  if (!/[^\s\p{Cf}\p{Cc}]/u.test(decoded.text)) throw emptyFile('The file holds nothing but white space');
  return decoded;
}

/** The first characters of a file, of which only the ASCII ones can be relied on: enough to tell its format. */
export function decodeHead(bytes: Uint8Array, length: number): string {
  const [first, second, third] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const sample = bytes.subarray(0, 2 * length);
  const encoding = utf16 ?? (sample.includes(0) ? plausibleUtf16(sample) : undefined);
  if (encoding) return new TextDecoder(encoding).decode(sample);
  const start = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(bytes.length - start, length)).toString('latin1');
}

function decodeText(bytes: Uint8Array, charset: string | undefined, declared: string | undefined): Decoded {
  const marked = decodeMarked(bytes);
  if (marked) return marked;

  const utf8 = strictUtf8(bytes);
  // UTF-16 of most scripts is valid UTF-8 too, full of control characters.
  if (utf8 !== undefined && !/[\x00-\x08]/.test(utf8)) return { text: utf8, encoding: 'utf-8', warnings: [] };
  const utf16 = plausibleUtf16(bytes);
  if (utf16) return decodeUtf16(bytes, utf16);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8', warnings: [] };

  const asDeclared = declared === undefined ? undefined : decodeAs(bytes, declared);
  if (asDeclared) return asDeclared;
  const { whole, broken } = countUtf8(bytes);
  if (whole >= broken && whole > 0) return brokenUtf8(bytes, broken);
  // A type that says UTF-8 of what is none says nothing.
  if (charset !== undefined && !/^(?:utf-?\d|us-ascii)/i.test(charset)) {
    const asTyped = decodeAs(bytes, charset);
    if (!asTyped) throw encodingNotSupported(`its type says ${charset}`);
    if (asTyped.text.includes('\ufffd'))
      throw encodingNotSupported(`its type says ${charset}, which its bytes are not`);
    return asTyped;
  }
  const guess = guessEncoding(bytes);
  if (guess) return { ...guess, warnings: [guessed(guess.encoding)] };
  const text = windows1252(bytes);
  if (!isWestern(bytes)) throw noEncoding(bytes, text);
  return { text, encoding: 'windows-1252', warnings: [] };
}

/** Bytes that make no words in any encoding: compressed or binary when control characters are among them. */
function noEncoding(bytes: Uint8Array, text: string): UnreadableFileError {
  const kind = binaryKind(bytes);
  if (kind) return binaryFile(`The file is not text: it seems to be ${kind.name}`);
  const { controls, nuls } = countControls(text, false);
  if ((controls + nuls) * CHARACTERS_PER_CONTROL > text.length)
    return binaryFile(`The file is not text: it holds ${controls + nuls} bytes that no text has`);
  return encodingNotSupported('its letters make no sense in Windows-1252, nor surely in another');
}

/** By a label of the Encoding Standard, other than those of UTF-8 and UTF-16, which the bytes tell. */
function decodeAs(bytes: Uint8Array, label: string): Decoded | undefined {
  const decoder = decoderOf(label);
  const encoding = ENCODINGS.find((name) => name === decoder?.encoding && !name.startsWith('utf-'));
  if (!decoder || encoding === undefined) return undefined;
  const text = encoding === 'windows-1252' ? windows1252(bytes) : decoder.decode(bytes);
  return { text, encoding, warnings: [] };
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    return undefined;
  }
}

function decodeMarked(bytes: Uint8Array): Decoded | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    const rest = bytes.subarray(3);
    const text = strictUtf8(rest);
    return text === undefined ? brokenUtf8(rest, countUtf8(rest).broken) : { text, encoding: 'utf-8', warnings: [] };
  }
  if (first === 0xff && second === 0xfe) {
    if (third === 0 && fourth === 0 && bytes.length % 4 === 0) throw encodingNotSupported('it seems to be UTF-32');
    return decodeUtf16(bytes.subarray(2), 'utf-16le');
  }
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be');
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) throw encodingNotSupported('it is UTF-32');
  return undefined;
}

/** Undefined when the bytes are not UTF-8. A further byte order mark is text. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function brokenUtf8(bytes: Uint8Array, broken: number): Decoded {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const message = `${broken} ${broken === 1 ? 'place' : 'places'} of the file are not valid UTF-8 and read as U+FFFD`;
  return { text, encoding: 'utf-8', warnings: [{ code: 'broken-utf-8', message }] };
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  // A half of a surrogate pair reads as U+FFFD, and so does an odd byte at the end.
  const broken = replacements(text) - countUnits(bytes, encoding, 0xfffd);
  if (broken <= 0) return { text, encoding, warnings: [] };
  const message = `${broken} ${broken === 1 ? 'place' : 'places'} of the file are not valid UTF-16 and read as U+FFFD`;
  return { text, encoding, warnings: [{ code: 'broken-utf-16', message }] };
}

function replacements(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count += 1;
  return count;
}

function countUnits(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', unit: number): number {
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  let count = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    if (bytes[i + low] === (unit & 0xff) && bytes[i + high] === unit >> 8) count += 1;
  }
  return count;
}

/** The byte order in which the bytes read as text of some script with spaces and line ends, if there is one. */
function plausibleUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, Math.min(bytes.length & ~1, UTF_16_SAMPLE_BYTES));
  if (sample.length < 2) return undefined;
  const scores = (['utf-16le', 'utf-16be'] as const).map((encoding) => {
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(sample);
    const strange = text.match(/\p{Cn}|\p{Co}|\ufffd|[\x00-\x08\x0e-\x1f\x7f-\x9f]/gu)?.length ?? 0;
    const common = text.match(/[\x20-\x7e\t\r\n\u3001\u3002\uff0c]/g)?.length ?? 0;
    return { encoding, score: strange * 50 > text.length ? 0 : common / text.length };
  });
  const [best, other] = scores.sort((a, b) => b.score - a.score);
  return best && best.score >= 0.03 && best.score > 2 * (other?.score ?? 0) ? best.encoding : undefined;
}

/**
 * Counts multi-byte sequences of UTF-8 that are whole, and those that are broken, a truncated one with its beginning
 * counting as both: it is no accident of another encoding. After the table of well-formed sequences in Unicode (3-7).
 */
function countUtf8(bytes: Uint8Array): { whole: number; broken: number } {
  let whole = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    i += 1;
    if (lead < 0x80) continue;
    const expected =
      lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    const [lowest, highest] = FIRST_CONTINUATION[lead] ?? [0x80, 0xbf];
    let got = 0;
    for (let byte = bytes[i]; got < expected && byte !== undefined; byte = bytes[i]) {
      if (byte < (got === 0 ? lowest : 0x80) || byte > (got === 0 ? highest : 0xbf)) break;
      got += 1;
      i += 1;
    }
    if (expected > 0 && got === expected) whole += 1;
    else {
      broken += 1;
      if (got > 0) whole += 1;
    }
  }
  return { whole, broken };
}

const FIRST_CONTINUATION: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};

/** Not by TextDecoder: Node 20.18.3 to 24 decode 0x80 to 0x9f as Latin-1 (nodejs/node#56542). */
export function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252_HIGH.charAt(character.charCodeAt(0) - 0x80));
}

/**
 * Western European languages write a few letters in ten outside ASCII at most, and words of them; Cyrillic, Greek or
 * Chinese bytes read as Windows-1252 are nearly all such letters, Polish ones have signs within. Names found in them
 * would be wrong.
 */
function isWestern(bytes: Uint8Array): boolean {
  const text = windows1252(withoutTags(bytes.subarray(0, WESTERN_SAMPLE_BYTES)));
  const { words, strange, letters } = countWords(text);
  const ascii = text.match(/[a-z]/gi)?.length ?? 0;
  return (letters < FEW_LETTERS || letters < ascii) && (strange < 2 || strange * 5 < words);
}

/** What fewer letters are like tells nothing. */
const FEW_LETTERS = 6;

/** Control characters that text is not made of; a form feed, a vertical tab, an escape, DOS's end mark happen in text. */
function countControls(text: string, isTransmission: boolean): { controls: number; nuls: number } {
  // Fields that tapes and forms padded with NULs at the end.
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  if (end === 0) return { controls: 0, nuls: text.length };
  let controls = 0;
  let nuls = 0;
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0) nuls += 1;
    else if (isTransmission && (unit <= 0x04 || unit === 0x16)) continue;
    else if (unit < 0x20 && !(unit >= 0x09 && unit <= 0x0d) && unit !== 0x1a && unit !== 0x1b) controls += 1;
  }
  return { controls, nuls };
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
}

function emptyFile(message: string): UnreadableFileError {
  return new UnreadableFileError('damaged', 'empty-file', message, 'Drop the file again with its content.');
}

function binaryFile(message: string): UnreadableFileError {
  const advice = 'Drop the article as plain text, Markdown or JSON.';
  return new UnreadableFileError('unsupported', 'binary-file', message, advice);
}

function guessed(encoding: string): Warning {
  const message = `Nothing says what encoding the file is in: its letters read as ${encoding}, and so it was read`;
  return { code: 'encoding-guessed', message };
}

function encodingNotSupported(why: string): UnreadableFileError {
  const message = `The file is in an encoding that is not read: ${why}`;
  const advice = 'Save the file as UTF-8, or say its charset in its type (Content-Type: text/plain; charset=…).';
  return new UnreadableFileError('unsupported', 'encoding-not-supported', message, advice);
}
