import { UnreadableFileError } from '../errors';
import { readTextFile } from './plain';
import type { Reader, Source } from './reader';
import { FORMATS, type FormatEntry } from './registry';

/** What a file is: by its content where that is plain, then by its name, then by its type; undefined for text. */
export function detect({ bytes, head, extension, type }: Omit<Source, 'name'>): FormatEntry | undefined {
  return (
    FORMATS.find((format) => format.magic?.(bytes)) ??
    FORMATS.find((format) => format.start?.test(head)) ??
    FORMATS.find((format) => format.extension?.test(extension)) ??
    FORMATS.find((format) => format.type?.test(type)) ??
    FORMATS.find((format) => format.like?.test(head))
  );
}

/**
 * The reader of a file's format, loaded when it is needed.
 * @throws UnreadableFileError `format-not-supported-yet`
 */
export async function readerFor(source: Source): Promise<Reader> {
  const format = detect(source);
  if (!format) return readTextFile;
  if (!format.load) throw notYet(format.called);
  return format.load();
}

function notYet(name: string): UnreadableFileError {
  return new UnreadableFileError(
    'unsupported',
    'format-not-supported-yet',
    `The file is ${name}, which is not read yet`,
    'Drop the article as plain text, Markdown or JSON.',
  );
}
