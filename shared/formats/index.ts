import type { Statement } from '../article/metadata';
import type { SourceFile } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { toArticle } from './article';
import { readerFor } from './detect';
import { Budget, LimitReachedError, Limits, type PagesRead } from './limits';
import { readObjectMetadata } from './object-metadata';
import type { Finding, Member, Reading, Source } from './reader';
import { sourceOf } from './source';

export { Limits } from './limits';
export type { Finding } from './reader';
export { PARSER_VERSION } from './version';

export interface ReadOptions {
  limits?: Limits;
  /** Milliseconds; for the limit of time. */
  clock?: () => number;
  /** Told how far a document of many pages is read; waited for. */
  onPages?: (pages: PagesRead) => Promise<void>;
}

type ObjectMetadata = ReturnType<typeof readObjectMetadata>;
/** Where in the dropped file the reader is. */
interface Place {
  /** Path of the member; undefined for the file itself. */
  member?: string | undefined;
  /** Containers around it. */
  depth: number;
  /** What they say about it. */
  statements: readonly Statement[];
}

/**
 * Reads a dropped file: tells its format, unpacks it where it is a container, and gives its articles as they come, each
 * with canonical text, paragraphs, sentences and metadata. Nothing is kept of an article that was given, so a file of
 * many needs no more memory than its largest. The same file gives the same findings, as long as time does not run out.
 * @throws UnreadableFileError when there is no article in it, with a code for each reason
 */
export async function* readArticles(file: SourceFile, options: ReadOptions = {}): AsyncGenerator<Finding> {
  const { limits = Limits.parse({}), clock = Date.now, onPages } = options;
  const budget = new Budget(limits, clock, onPages);
  const object = readObjectMetadata(file.metadata);
  const refused = { count: 0, first: undefined as { member: string; reason: UnreadableFileError } | undefined };
  let articles = 0;
  try {
    for await (const finding of read(sourceOf(file), { depth: 0, statements: [] }, budget, object)) {
      if (finding.kind === 'article') articles += 1;
      if (finding.kind === 'unreadable') {
        refused.count += 1;
        refused.first ??= finding;
      }
      yield finding;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError) || articles === 0) throw error;
    yield { kind: 'stopped', reason: error };
  }
  if (articles === 0) throw nothingIn(refused.count, refused.first);
}

async function* read(source: Source, place: Place, budget: Budget, object: ObjectMetadata): AsyncGenerator<Finding> {
  const reader = await readerFor(source);
  const reading = await reader(source, budget);
  if ('drafts' in reading) yield* readDrafts(reading, place, budget, object);
  if (reading.members) yield* readMembers(reading.members, place, budget, object);
}

async function* readDrafts(
  { format, encoding, warnings, drafts }: Extract<Reading, { drafts: unknown }>,
  { member, statements }: Place,
  budget: Budget,
  object: ObjectMetadata,
): AsyncGenerator<Finding> {
  let position = 0;
  for await (const draft of drafts) {
    budget.useArticle();
    const article = await toArticle({ ...draft, statements: [...draft.statements, ...statements] }, object);
    // What concerns the file is said once.
    if (position === 0) article.warnings.unshift(...warnings);
    yield { kind: 'article', found: { format, encoding, member, part: draft.part ?? position, article } };
    position += 1;
  }
}

async function* readMembers(
  members: Iterable<Member> | AsyncIterable<Member>,
  { member: container, depth, statements: said }: Place,
  budget: Budget,
  object: ObjectMetadata,
): AsyncGenerator<Finding> {
  if (depth >= budget.limits.depth) throw tooDeep(budget.limits.depth);
  for await (const member of members) {
    budget.useMember();
    const path = [container, member.path].filter(Boolean).join('!/');
    const statements = [...(member.statements ?? []), ...said];
    const place = { member: path === '' ? undefined : path, depth: depth + 1, statements };
    try {
      const bytes = await member.read();
      const source = sourceOf({ name: member.name ?? member.path, bytes, contentType: member.contentType });
      yield* read(source, place, budget, object);
    } catch (error) {
      if (!(error instanceof UnreadableFileError) || error instanceof LimitReachedError) throw error;
      // The only content of a container is as good as the container.
      if (member.path === '') throw error;
      yield { kind: 'unreadable', member: path, reason: error };
    }
  }
}

function tooDeep(depth: number): UnreadableFileError {
  return new UnreadableFileError(
    'too-large',
    'nested-too-deeply',
    `Archives inside archives are read to a depth of ${depth}`,
    'Unpack the inner archives first, or raise the limit in the stage.',
  );
}

/** No article, and no error either: a container whose members are none. */
function nothingIn(
  count: number,
  first: { member: string; reason: UnreadableFileError } | undefined,
): UnreadableFileError {
  if (!first) {
    const advice = 'Drop an archive with the files of the articles.';
    return new UnreadableFileError('damaged', 'empty-archive', 'There is no file in the archive', advice);
  }
  const { reasonClass, code, message, advice } = first.reason;
  const which = count === 1 ? 'The only file' : `None of the ${count} files in the archive can be read; the first`;
  return new UnreadableFileError(reasonClass, code, `${which}, ${first.member}: ${message}`, advice);
}
