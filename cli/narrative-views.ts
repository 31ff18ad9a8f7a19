import type {
  ArticleReferences,
  CitingArticle,
  EntityRelation,
  ListedQuotation,
  MissingIssue,
  SourceSummary,
} from '../shared/api/schemas';
import { articleColumns, titleOf } from './ask-views';
import { count, printable, wrap } from './output';
import type { Column } from './table';

/** What `dateline ask` prints of sources, references and quotations. */

export const sourceColumns: readonly Column<SourceSummary>[] = [
  { head: 'kind', cell: ({ kind }) => kind ?? '' },
  { head: 'country', cell: ({ country }) => country ?? '' },
  { head: 'name', cell: ({ name, known }) => (known ? name : `${name} (not in the registry)`), flexible: true },
  { head: 'id', cell: ({ id }) => id },
];

export const citationColumns: readonly Column<CitingArticle>[] = [
  ...articleColumns.slice(0, -1),
  { head: 'reports of', cell: ({ cited }) => cited.join(', ') },
  { head: 'id', cell: ({ id }) => id },
];

export const quotationColumns: readonly Column<ListedQuotation>[] = [
  { head: 'published', cell: ({ article }) => dayOf(article) },
  { head: 'speaker', cell: ({ speaker, quotation }) => quotation.speaker?.name ?? speaker ?? 'unknown' },
  { head: 'words', cell: ({ text, quotation }) => (quotation.form === 'direct' ? `“${text}”` : text), flexible: true },
  { head: 'from', cell: ({ sources }) => sources.join(', ') },
  { head: 'article', cell: ({ article }) => article.id },
];

export const relationColumns: readonly Column<EntityRelation>[] = [
  { head: 'published', cell: ({ article }) => dayOf(article) },
  { head: 'who', cell: ({ subject }) => subject.name },
  {
    head: 'relation',
    cell: ({ relation, status, times }) =>
      `${relation}${status === 'asserted' ? '' : ` (${status})`}${times === 1 ? '' : ` ${times} times`}`,
  },
  { head: 'whom', cell: ({ object }) => object.name },
  { head: 'words', cell: ({ evidence }) => evidence.text, flexible: true },
  { head: 'article', cell: ({ article }) => article.id },
];

export const missingColumns: readonly Column<MissingIssue>[] = [
  { head: 'wanted by', cell: ({ wantedBy }) => `${wantedBy.value}${wantedBy.atLeast ? ' or more' : ''}` },
  { head: 'issue', cell: ({ target }) => issueOf(target), flexible: true },
];

export function showReferences({ references, referredToBy }: ArticleReferences, width?: number): string {
  const line = (text: string) => wrap('  ', printable(text), width);
  const pointing = references.flatMap(({ target, status, candidates, text }) => [
    `${issueOf(target)}: ${status}  ${printable(text)}`,
    ...candidates.map(({ article, sharedEntities }) =>
      line(`${article.id}  ${titleOf(article)}${sharedEntities.length > 0 ? ` (${sharedEntities.join(', ')})` : ''}`),
    ),
  ]);
  const back = referredToBy.map((article) => line(`${article.id}  ${titleOf(article)}`));
  const none = references.length === 0 ? ['It refers to no other article.'] : [];
  return `${[...none, ...pointing, `Referred to by ${count(back.length, 'article')}`, ...back].join('\n')}\n`;
}

export function dayOf({ published, publishedBetween }: ListedQuotation['article']): string {
  if (published !== null) return published.slice(0, 10);
  return publishedBetween === null ? 'unknown' : `${publishedBetween.earliest}…`;
}

function issueOf({ publication, day, volume, issue }: MissingIssue['target']): string {
  return day === null ? `${publication} ${volume}/${issue}` : `${publication}, ${day}`;
}
