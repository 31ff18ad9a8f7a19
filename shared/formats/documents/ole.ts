import { UnreadableFileError } from '../../errors';
import type { Reader } from '../reader';
import { protectedDocument } from './failures';

/** Streams of a compound file (MS-CFB), whose names its directory holds in UTF-16, and what has such a stream. */
const STREAMS: readonly { stream: string; called: string }[] = [
  // A message may hold a document.
  { stream: '__properties_version1.0', called: 'an Outlook message (MSG)' },
  { stream: 'WordDocument', called: 'an old Word document (DOC)' },
  { stream: 'Workbook', called: 'an old spreadsheet (XLS)' },
  { stream: 'PowerPoint Document', called: 'an old presentation (PPT)' },
];

/** Compound files are not read: says whether it is a package that a password protects, or an old Office document. */
export const readOleFile: Reader = ({ bytes }) => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (stream: string) => file.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) throw protectedDocument('Office document');
  const isMessage = has('__properties_version1.0');
  const called = STREAMS.find(({ stream }) => has(stream))?.called ?? 'an old Microsoft Office document';
  throw new UnreadableFileError(
    'unsupported',
    'format-not-supported-yet',
    `The file is ${called}, which is not read`,
    isMessage ? 'Save the message as EML or text and drop that.' : 'Save it as DOCX, PDF or text and drop that.',
  );
};
