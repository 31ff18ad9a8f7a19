import PostalMime, { type Email } from 'postal-mime';
import type { Warning } from '../../article/schema';
import { UnreadableFileError } from '../../errors';
import { guessEncoding } from '../guess-encoding';

export interface ParsedMail {
  email: Email;
  warnings: Warning[];
}

/** Parts in parts, and bytes of headers; no mail that a person reads comes near. */
const LIMITS = { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true };
/** The headers that say how a part is encoded, folded lines with them. */
const CONTENT_TYPE = /^content-type:[^\n]{0,1000}(?:\n[ \t][^\n]{0,1000}){0,20}/gim;
const CHARSET = /(charset\s{0,5}=\s{0,5})(?:"[^"\n]{1,60}"|[\w.:-]{1,60})/gi;

/**
 * Parses a message. A charset that its bytes contradict (declared UTF-8, or none, and Windows-1252 inside) shows as
 * U+FFFD, more of them than of letters outside ASCII; then it is read as what its bytes look like, else as Windows-1252,
 * where that leaves fewer of them, with a warning.
 * @throws UnreadableFileError `mail-not-readable`
 */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail> {
  const email = await parse(bytes);
  const lost = lostIn(email);
  if (lost === 0) return { email, warnings: [] };
  if (lettersIn(email) > lost) return { email, warnings: [brokenCharset(lost)] };
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const { encoding, text } = guessEncoding(bytes) ?? { encoding: 'windows-1252', text: fromWindows1252(raw) };
  const relabelled = raw.replace(CONTENT_TYPE, (header) => header.replace(CHARSET, `$1${encoding}`));
  // What has no label is read as UTF-8, and so are headers: bytes that are not UTF-8 are made so.
  const recoded = Buffer.from(text, 'utf8');
  let best = { email, lost };
  for (const candidate of [Buffer.from(relabelled, 'latin1'), recoded]) {
    const other = await parse(candidate);
    if (lostIn(other) < best.lost) best = { email: other, lost: lostIn(other) };
  }
  return { email: best.email, warnings: [best.email === email ? brokenCharset(lost) : mistaken(encoding)] };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    const { subject, text, html, ...email } = await PostalMime.parse(bytes, LIMITS);
    // Node 20.18.3 to 24 decode 0x80 to 0x9f of Windows-1252 as Latin-1 (nodejs/node#56542); nobody writes those.
    return { ...email, subject: repaired(subject), text: repaired(text), html: repaired(html) };
  } catch (error) {
    // The parser throws for limits only, and gives no class for them.
    if (!(error instanceof Error)) throw error;
    const message = `The mail cannot be read: ${error.message}`;
    throw new UnreadableFileError(
      'damaged',
      'mail-not-readable',
      message,
      'Save the text of the mail in another form.',
    );
  }
}

function lostIn(email: Email): number {
  return countIn(email, /\ufffd/g);
}

function lettersIn(email: Email): number {
  return countIn(email, /(?![\x00-\x7f])\p{L}/gu);
}

function countIn({ subject, text, html }: Email, pattern: RegExp): number {
  return [subject, text, html].reduce((count, words) => count + (words?.match(pattern)?.length ?? 0), 0);
}

function repaired(text: string | undefined): string | undefined {
  return text === undefined ? undefined : fromWindows1252(text);
}

function fromWindows1252(latin1: string): string {
  return latin1.replace(/[\x80-\x9f]/g, (character) => HIGH.charAt(character.charCodeAt(0) - 0x80));
}

const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function mistaken(encoding: string): Warning {
  const message = `The charset that the mail declares is not that of its bytes: it was read as ${encoding}`;
  return { code: 'charset-mistaken', message };
}

function brokenCharset(lost: number): Warning {
  const message = `${lost} characters of the mail are not in the charset that it declares and read as U+FFFD`;
  return { code: 'broken-charset', message };
}
