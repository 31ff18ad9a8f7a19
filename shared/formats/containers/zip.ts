import { UnreadableFileError } from '../../errors';
import type { Budget } from '../limits';
import type { Member, Reader, Reading } from '../reader';
import { isHousekeeping } from './path';
import { ZipArchive } from './zip-archive';

/** Reads a ZIP archive: as the document that it is a package of, or as the files in it. */
export const readZipFile: Reader = async (source, budget) => {
  const archive = await ZipArchive.open(source.bytes, budget);
  return (await readDocument(archive, budget)) ?? { members: membersOf(archive, budget) };
};

function* membersOf(archive: ZipArchive, budget: Budget): Generator<Member> {
  for (const entry of archive.entries) {
    if (isHousekeeping(entry.path)) continue;
    yield { path: entry.path || 'unnamed', read: () => archive.read(entry, budget) };
  }
  if (archive.problem) throw archive.problem;
}

/** Packages of one document, told by their parts, that are not read. */
const FOREIGN: readonly { part: string; called: string }[] = [
  { part: 'xl/workbook.xml', called: 'a spreadsheet (XLSX)' },
  { part: 'xl/workbook.bin', called: 'a spreadsheet (XLSB)' },
  { part: 'ppt/presentation.xml', called: 'a presentation (PPTX)' },
  { part: 'META-INF/container.xml', called: 'an e-book (EPUB)' },
  { part: 'AndroidManifest.xml', called: 'an Android app' },
];

/** The document that the archive is a package of, if it is. */
async function readDocument(archive: ZipArchive, budget: Budget): Promise<Reading | undefined> {
  const names = new Set(archive.entries.map(({ path }) => path));
  const foreign = FOREIGN.find(({ part }) => names.has(part));
  if (foreign) throw notRead(foreign.called);
  if (names.has('word/document.xml') || (names.has('[Content_Types].xml') && names.has('_rels/.rels'))) {
    return (await import('../documents/docx')).readDocx(archive, budget);
  }
  const type = archive.find('mimetype');
  if (!type || !names.has('content.xml')) return undefined;
  const stated = Buffer.from(await archive.read(type, budget))
    .toString('latin1')
    .trim();
  if (!stated.startsWith('application/vnd.oasis.opendocument.text'))
    throw notRead(`a file of type ${stated.slice(0, 80)}`);
  return (await import('../documents/odt')).readOdt(archive, budget);
}

function notRead(called: string): UnreadableFileError {
  return new UnreadableFileError(
    'unsupported',
    'format-not-supported-yet',
    `The file is ${called}, which is not read`,
    'Drop the article as text, HTML, PDF, DOCX or ODT.',
  );
}
