import { ENCODINGS, type Warning } from '../../article/schema';
import { type Decoded, decode } from '../decode';

/** Browsers look at the first 1,024 bytes; long heads of comments and scripts come before the charset all the same. */
const PRESCAN_BYTES = 8192;
const DECLARED =
  /<meta\b[^<>]{0,500}\bcharset\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{1,40})|^\s{0,100}<\?xml\b[^<>]{0,200}\bencoding\s{0,4}=\s{0,4}["']([\w.:-]{1,40})/i;

/**
 * Decodes a page: by what its bytes are where they say it (a byte order mark, valid UTF-8), else by the charset that its
 * type or the page itself declares, as the Encoding Standard names it, else as any text file.
 * @throws UnreadableFileError as `decode`
 */
export function decodeHtml(bytes: Uint8Array, contentType: string | undefined): Decoded {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PRESCAN_BYTES)).toString('latin1');
  const found = DECLARED.exec(head);
  const labels = [/;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1], found?.[1] ?? found?.[2]];
  const decoders = labels.flatMap((label) => decoderOf(label) ?? []);
  const [declared] = decoders;
  if (!declared || isUtf8(bytes) || /^(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf)/.test(head)) {
    const decoded = decode(bytes, undefined);
    const differs =
      declared && declared.name !== decoded.encoding && /[\x80-\xff]/.test(head) && decoded.encoding === 'utf-8';
    return differs ? { ...decoded, warnings: [...decoded.warnings, mismatch(declared.name)] } : decoded;
  }
  const fitting = decoders.find(({ decode: read }) => !read(bytes).includes('\ufffd')) ?? declared;
  if (fitting.name === 'windows-1252' || /^utf-/.test(fitting.name)) return decode(bytes, undefined);
  const text = fitting.decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  return { text, encoding: fitting.name, warnings: broken > 0 ? [notValid(broken, fitting.name)] : [] };
}

interface Decoder {
  name: Decoded['encoding'];
  decode(bytes: Uint8Array): string;
}

/** The decoder of a label ("cp1251", "latin1"); undefined for what the Encoding Standard does not know. */
function decoderOf(label: string | undefined): Decoder | undefined {
  if (label === undefined) return undefined;
  try {
    const decoder = new TextDecoder(label, { ignoreBOM: true });
    const name = ENCODINGS.find((encoding) => encoding === decoder.encoding);
    return name && { name, decode: (bytes) => decoder.decode(bytes) };
  } catch {
    return undefined;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function mismatch(declared: string): Warning {
  return {
    code: 'charset-mismatch',
    message: `The page says that it is ${declared}, but its bytes are UTF-8 and were read as such`,
  };
}

function notValid(count: number, name: string): Warning {
  const places = count === 1 ? 'place' : 'places';
  return {
    code: 'broken-encoding',
    message: `${count} ${places} of the file are not valid ${name} and read as U+FFFD`,
  };
}
