/** A piece of an RTF file. `byte`: one byte of text, in whatever code page is in force. */
export type RtfToken =
  | { type: 'open' }
  | { type: 'close' }
  | { type: 'word'; word: string; parameter: number | undefined }
  | { type: 'symbol'; symbol: string }
  | { type: 'bytes'; start: number; end: number }
  | { type: 'byte'; byte: number };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LONGEST_WORD = 40;

/** The tokens of an RTF file, in linear time. Line ends are none; what follows `\bin` is passed over. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === OPEN || byte === CLOSE) {
      at += 1;
      yield { type: byte === OPEN ? 'open' : 'close' };
    } else if (byte === 0x0a || byte === 0x0d || byte === 0) at += 1;
    else if (byte !== BACKSLASH) {
      const start = at;
      while (at < bytes.length && isText(bytes[at])) at += 1;
      yield { type: 'bytes', start, end: at };
    } else {
      const { token, next } = controlAt(bytes, at + 1);
      at = next;
      yield token;
    }
  }
}

function isText(byte: number | undefined): boolean {
  return byte !== OPEN && byte !== CLOSE && byte !== BACKSLASH && byte !== 0x0a && byte !== 0x0d && byte !== 0;
}

/** The control word or symbol after a backslash. */
function controlAt(bytes: Uint8Array, start: number): { token: RtfToken; next: number } {
  const first = String.fromCharCode(bytes[start] ?? 0x20);
  if (first === "'") {
    const digits = String.fromCharCode(bytes[start + 1] ?? 0, bytes[start + 2] ?? 0);
    if (!/^[0-9a-f]{2}$/i.test(digits)) return { token: { type: 'symbol', symbol: first }, next: start + 1 };
    return { token: { type: 'byte', byte: Number.parseInt(digits, 16) }, next: start + 3 };
  }
  if (!/[a-z]/i.test(first)) return { token: { type: 'symbol', symbol: first }, next: start + 1 };
  let at = start;
  let word = '';
  while (isLetter(bytes[at]) && word.length < LONGEST_WORD) word += String.fromCharCode(bytes[at++] ?? 0);
  let digits = '';
  if (bytes[at] === 0x2d) digits = String.fromCharCode(bytes[at++] ?? 0);
  while (isDigit(bytes[at]) && digits.length < 11) digits += String.fromCharCode(bytes[at++] ?? 0);
  // One space ends a word and is no text.
  if (bytes[at] === 0x20) at += 1;
  const parameter = /\d/.test(digits) ? Number(digits) : undefined;
  if (word === 'bin' && parameter !== undefined) at += Math.max(0, parameter);
  return { token: { type: 'word', word, parameter }, next: at };
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
