import type {
  ArticleDetail,
  ArticleSummary,
  EntityArticle,
  EntityDetail,
  EntitySummary,
  Health,
  Receipt,
} from '../shared/api/schemas';
import { count, DERIVED, printable, wrap } from './output';
import { type Column, table } from './table';

/** What `dateline ask` prints for people. Every text ends with a line break. */

export const articleColumns: readonly Column<ArticleSummary>[] = [
  {
    head: 'published',
    cell: ({ published, publishedBetween }) => published?.slice(0, 10) ?? inferred(publishedBetween),
  },
  { head: 'publication', cell: ({ publication }) => publication ?? '' },
  { head: 'vol.', cell: ({ volume }) => String(volume ?? '') },
  { head: 'no.', cell: ({ issue }) => String(issue ?? '') },
  { head: 'title', cell: titleOf, flexible: true },
  { head: 'id', cell: ({ id }) => id },
];

export const entityArticleColumns: readonly Column<EntityArticle>[] = [
  ...articleColumns.slice(0, -1),
  { head: 'mentions', cell: ({ mentionCount, names }) => `${mentionCount}: ${names.join(', ')}` },
  { head: 'id', cell: ({ id }) => id },
];

export const entityColumns: readonly Column<EntitySummary>[] = [
  { head: 'type', cell: ({ type }) => type },
  { head: 'name', cell: ({ name }) => name, flexible: true },
  { head: 'id', cell: ({ id }) => id },
];

export const receiptColumns: readonly Column<Receipt>[] = [
  { head: 'received', cell: ({ receivedAt }) => receivedAt.slice(0, 19).replace('T', ' ') },
  { head: 'state', cell: stateOf },
  { head: 'key', cell: ({ key }) => key },
  { head: 'what', cell: outcomeOf, flexible: true },
  { head: 'id', cell: ({ id }) => id },
];

function inferred(days: ArticleSummary['publishedBetween']): string {
  if (days === null) return 'unknown';
  return days.earliest === days.latest ? `${days.earliest}?` : `${days.earliest}…${days.latest.slice(8)}?`;
}

/** The title, marked where it is not in the file: in front, where no cut takes the mark away. */
export function titleOf({ title, titleDerived }: Pick<ArticleSummary, 'title' | 'titleDerived'>): string {
  return titleDerived ? `${DERIVED} ${title}` : title;
}

/** A receipt's state in a word; a version that was overtaken is stored but not shown. */
export function stateOf({ state, superseded }: Receipt): string {
  return superseded ? 'superseded' : state;
}

/** What a receipt has to say besides its state. */
export function outcomeOf({ reason, superseded, articleCount, warnings }: Receipt): string {
  if (reason) return reason.message;
  if (superseded) return 'A newer version of the file was there first.';
  const made = articleCount === null ? '' : count(articleCount, 'article');
  return warnings.length === 0 ? made : `${made}, ${count(warnings.length, 'warning')}`;
}

export function showReceipt(receipt: Receipt, width?: number): string {
  const { id, key, versionId, bytes, state, receivedAt, updatedAt, sha256, articleCount, articleIds } = receipt;
  const { timings, attempts, retries, costUsd, reason, warnings } = receipt;
  return facts(
    [
      ['drop', id],
      ['key', key],
      ['version', versionId],
      ['bytes', String(bytes)],
      ['state', stateOf(receipt)],
      ['received', receivedAt],
      ['updated', updatedAt],
      ['timings', timings.map(timingOf).join(', ')],
      ['attempts', attemptsOf(attempts)],
      ['retries', retries === 0 ? null : String(retries)],
      ['cost', `about ${costUsd.toFixed(6)} USD on AWS`],
      ['SHA-256', sha256],
      ['articles', articleCount === null ? null : `${articleCount}: ${articleIds.join(', ')}`],
      ['reason', reason && `${reason.message} (${reason.class}, ${reason.code}, at ${reason.stage})`],
      ['advice', reason?.advice],
      ['retry', state === 'quarantined' ? `npx dateline retry ${id}` : null],
      ...warnings.map(({ message }): Fact => ['warning', message]),
    ],
    width,
  );
}

function timingOf({ state, milliseconds }: Receipt['timings'][number]): string {
  return milliseconds === null ? state : `${state} after ${milliseconds} ms`;
}

/** The stages that took part. */
function attemptsOf(attempts: Receipt['attempts']): string {
  return Object.entries(attempts)
    .filter(([, times]) => times > 0)
    .map(([stage, times]) => `${stage} ${times}`)
    .join(', ');
}

export function showEntity(entity: EntityDetail, width?: number): string {
  const { id, type, name, aliases, articleCount, firstListedAt, lastListedAt } = entity;
  const { askedFor, mergedFrom, neverLinked, corrections } = entity;
  return facts(
    [
      ['entity', id],
      ['type', type],
      ['name', name],
      ['also', aliases.join(', ')],
      ['articles', `${articleCount.value}${articleCount.atLeast ? ' or more' : ''}`],
      ['first', firstListedAt],
      ['last', lastListedAt],
      ['asked for', askedFor && `${askedFor.id}, which is this one by ${askedFor.correctedBy.join(', ')}`],
      ['merged', mergedFrom.length === 0 ? null : mergedFrom.map((each) => each.id).join(', ')],
      ['never', neverLinked.length === 0 ? null : neverLinked.join(', ')],
      ['corrected', corrections.length === 0 ? null : corrections.join(', ')],
    ],
    width,
  );
}

export function showHealth({ status, stage, versions }: Health, width?: number): string {
  const made = Object.entries(versions).map(([name, version]): Fact => [name, version]);
  return facts([['status', status], ['stage', stage], ...made], width);
}

/** Metadata with the words they came from, then the entities with their first words. */
export function showArticle(article: ArticleDetail, width?: number): string {
  const { id, key, droppedAt, metadata, paragraphs, sentences, entities, warnings, source, versions } = article;
  const { title, ...others } = metadata;
  const head = facts(
    [
      ['article', id],
      ['title', `${title.value}${evidenceOf(title.evidence)}`],
      ...Object.entries(others).flatMap(([name, field]): Fact[] =>
        field === undefined
          ? []
          : [[name, `${[field.value].flat().map(printed).join(', ')}${evidenceOf(field.evidence)}`]],
      ),
      ['published', others.published ? null : 'unknown'],
      [
        'text',
        `${count(paragraphs.length, 'paragraph')}, ${count(sentences.length, 'sentence')}, ${count(article.wordCount, 'word')}`,
      ],
      [
        'file',
        `${key} (${source.format}, ${source.encoding}, ${source.bytes} bytes), article ${source.ordinal + 1} of it`,
      ],
      ['dropped', droppedAt],
      ['summary', article.summary.map(({ text }) => text).join(' … ')],
      ['topics', article.topics.map(({ name, id }) => `${name} (${id})`).join(', ')],
      ['declared', article.declaredTopics.map(({ name, id }) => `${name} (${id})`).join(', ')],
      ['keywords', article.keywords.map(({ term }) => term).join(', ')],
      [
        'made by',
        Object.entries(versions)
          .map(([name, version]) => `${name}@${version}`)
          .join(', '),
      ],
      ...warnings.map(({ message }): Fact => ['warning', message]),
    ],
    width,
  );
  return entities.length === 0 ? head : `${head}\n${table(mentionColumns, entities, width)}`;
}

/** A value of the metadata, or what a classification is called. */
function printed(value: string | number | { name?: string | undefined; code?: string | undefined }): string {
  return typeof value === 'object' ? (value.name ?? value.code ?? '') : String(value);
}

type ArticleEntity = ArticleDetail['entities'][number];

const mentionColumns: readonly Column<ArticleEntity>[] = [
  { head: 'type', cell: ({ type }) => type },
  { head: 'name', cell: ({ name }) => name },
  { head: 'mentions', cell: ({ mentions }) => String(mentions.length) },
  { head: 'salience', cell: ({ salience }) => salience?.score.toFixed(2) ?? '' },
  { head: 'words', cell: ({ mentions }) => [...new Set(mentions.map(({ text }) => text))].join(', '), flexible: true },
  { head: 'first at', cell: ({ mentions: [first] }) => (first ? `${first.start}–${first.end}` : '') },
  { head: 'id', cell: ({ id }) => id },
];

function evidenceOf({ from, name, quote }: ArticleDetail['metadata']['title']['evidence']): string {
  return from === 'derived' ? ' (derived from the text)' : ` (${from}${name ? ` ${name}` : ''}: “${quote}”)`;
}

/** A name and what there is to say; nothing is said of what is null, undefined or empty. */
type Fact = readonly [name: string, text: string | null | undefined];

export function facts(all: readonly Fact[], width?: number): string {
  const said = all.flatMap(([name, text]) => (text ? [{ name, text: printable(text) }] : []));
  const indent = Math.max(...said.map(({ name }) => name.length)) + 2;
  return `${said.map(({ name, text }) => wrap(name.padEnd(indent), text, width)).join('\n')}\n`;
}
