import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Environment } from '../shared/environment';
import { UnreadableFileError } from '../shared/errors';
import { analyse } from '../shared/extractors/annotate';
import type { Extractor } from '../shared/extractors/extractor';
import { extractorsFor } from '../shared/extractors/registry';
import { readArticles } from '../shared/formats';
import { EXIT } from './errors';
import { filesAt, whyUnreadable } from './files';
import { type Io, printable } from './output';
import { type ReadArticle, summarize } from './read-summary';

export interface ReadOptions {
  jsonl?: boolean;
  /** What standard input would be called if it were a file. */
  name?: string;
}

/** A file, or that there is none. */
type Input = { file: string; bytes: Uint8Array } | { file: string; error: unknown };

/** What a deployed stage and the embedded runtime read unless they are told otherwise, bytes. */
const LARGEST = Environment.shape.MAX_FILE_BYTES.parse(undefined);

/**
 * Parses and enriches files and writes what they hold, one after the other; nothing is stored. What cannot be read is
 * said on stderr and does not keep the others from being read. Answers the exit code.
 */
export async function read(paths: readonly string[], options: ReadOptions, io: Io): Promise<number> {
  const extractors = extractorsFor('embedded');
  let exitCode: number = EXIT.ok;
  for (const path of paths) {
    for await (const input of path === '-' ? standardInput(options.name) : inputsAt(path)) {
      try {
        if ('error' in input) throw input.error;
        const warn = (place: string, error: unknown) => {
          exitCode = EXIT.failed;
          io.err(`${printable(place)}: ${printable(reasonFor(error))}`);
        };
        for await (const article of articlesOf(input, extractors, warn)) {
          await io.out(options.jsonl ? `${JSON.stringify(article)}\n` : `${summarize(article, io.width)}\n`);
        }
      } catch (error) {
        exitCode = EXIT.failed;
        io.err(`${printable(input.file)}: ${printable(reasonFor(error))}`);
      }
    }
  }
  return exitCode;
}

/**
 * The articles of one file, one after the other; `warn` is told what of it cannot be read beside them.
 * Throws `UnreadableFileError` when nothing can.
 */
async function* articlesOf(
  { file, bytes }: { file: string; bytes: Uint8Array },
  extractors: readonly Extractor[],
  warn: (place: string, reason: UnreadableFileError) => void,
): AsyncGenerator<ReadArticle> {
  if (bytes.length > LARGEST) throw tooLarge(bytes.length);
  let ordinal = 0;
  for await (const finding of readArticles({ name: file, bytes })) {
    if (finding.kind !== 'article') {
      warn(finding.kind === 'unreadable' ? `${file}, ${finding.member}` : file, finding.reason);
      continue;
    }
    const { format, encoding, member, article } = finding.found;
    const { text, metadata, paragraphs, sentences, warnings } = article;
    const { annotations, dating, skipped } = await analyse(article, extractors, {
      droppedAt: new Date().toISOString(),
      fileName: basename(file),
      observed: [],
    });
    yield {
      file,
      member,
      ordinal,
      format,
      encoding,
      metadata,
      warnings,
      text,
      paragraphs,
      sentences,
      dating,
      annotations,
      skipped,
    };
    ordinal += 1;
  }
}

async function* standardInput(name = '-'): AsyncGenerator<Input> {
  yield { file: name, bytes: await buffer(process.stdin) };
}

async function* inputsAt(path: string): AsyncGenerator<Input> {
  let found = false;
  try {
    for await (const file of filesAt(path)) {
      found = true;
      yield await inputOf(file.path);
    }
    if (!found) yield { file: path, error: new Error('There is no file in this directory.') };
  } catch (error) {
    yield { file: path, error };
  }
}

async function inputOf(file: string): Promise<Input> {
  try {
    return { file, bytes: await readFile(file) };
  } catch (error) {
    return { file, error };
  }
}

function reasonFor(error: unknown): string {
  if (error instanceof UnreadableFileError) {
    return `${error.message.replace(/\.$/, '')} (${error.reasonClass}, ${error.code}). ${error.advice}`;
  }
  return whyUnreadable(error);
}

function tooLarge(bytes: number): UnreadableFileError {
  const megabytes = (of: number) => Math.round((of / 1024 / 1024) * 10) / 10;
  return new UnreadableFileError(
    'too-large',
    'file-too-large',
    `The file has ${megabytes(bytes)} MB; files of up to ${megabytes(LARGEST)} MB are read.`,
    'Split it into smaller files.',
  );
}
