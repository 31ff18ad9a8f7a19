import type { ArticleReferences } from '../../shared/api/schemas';
import { refersToIndex } from '../../shared/archive/keys';
import { placeOfIssue } from '../../shared/archive/narrative-lines';
import type { Analysis, ShownHead, Target } from '../../shared/archive/records';
import { correctedAnnotations } from '../../shared/corrections/annotations';
import type { Overlay } from '../../shared/corrections/overlay';
import type { Annotation } from '../../shared/extractors/extractor';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { isoDay, parseIsoDay } from '../../shared/times/calendar';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';
import { analysedOf, shownArticle } from './shown';

/** Candidates that are compared for one target, references that are resolved, and back-links that are shown. */
const CANDIDATES = 10;
const MOST_TARGETS = 50;
const BACK_LINKS = 100;
const NAMES = 10;
/** Days that an article of uncertain date is looked up under by those that refer to it. */
const MOST_DAYS = 7;

type CrossReference = Extract<Annotation, { kind: 'cross-reference' }>;
type Candidates = ArticleReferences['references'][number]['candidates'];

/**
 * What an article refers to, looked up in the archive as it is now: a target that is dropped later resolves the references
 * to it without any of them being read again. Of several articles of one issue those come first that share most entities;
 * one that shares some where no other does is taken for the one that is meant.
 */
export async function getArticleReferences(
  { params }: Input<'getArticleReferences'>,
  deps: Dependencies,
): Promise<Answer<'getArticleReferences'>> {
  const { head, analysis } = await shownArticle(params.id, deps);
  const pointing = analysis.annotations.flatMap((annotation) =>
    annotation.kind === 'cross-reference' ? targetsIn(annotation, analysis.article.text) : [],
  );
  const overlay = await deps.archive.corrections();
  const mine = namesOf(analysis, overlay);
  const references: ArticleReferences['references'] = [];
  for (const { target, ...words } of pointing.slice(0, MOST_TARGETS)) {
    const candidates = await candidatesFor(target, head, mine, overlay, deps);
    references.push({ ...words, target: shownTarget(target), status: statusOf(candidates), candidates });
  }
  return { body: { references, referredToBy: await backLinks(head, analysis, deps) } };
}

export async function listMissing(
  input: Input<'listMissing'>,
  { archive }: Dependencies,
): Promise<Answer<'listMissing'>> {
  const { publication } = input.query;
  const paged = { ...input, query: { ...input.query, limit: 0 } };
  return pageOf(
    'listMissing',
    paged,
    (after) => archive.missing({ publication, after }),
    ({ target, wantedBy }) => ({ target: shownTarget(target), wantedBy }),
  );
}

/** The targets of one cross-reference; one whose day is not certain to the day, and that has no number, is no target. */
function targetsIn({ value, start, end }: CrossReference, text: string) {
  return value.targets.map(({ publication, date, volume, issue }) => {
    const day = date?.from !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date.value) ? date.value : undefined;
    return { text: text.slice(start, end), start, end, target: { publication, day, volume, issue } };
  });
}

async function candidatesFor(
  target: Target,
  from: ShownHead,
  mine: Map<string, string>,
  overlay: Overlay,
  deps: Dependencies,
): Promise<Candidates> {
  if (target.day === undefined && (target.volume === undefined || target.issue === undefined)) return [];
  const { index, fits } = placeOfIssue(target);
  const listed = await deps.archive.standingIn(index, { limit: CANDIDATES, fits });
  const others = listed.items.map(({ head }) => head).filter(({ articleId }) => articleId !== from.articleId);
  const candidates = (await analysedOf(others, deps)).map(({ head, analysis }) => {
    const theirs = namesOf(analysis, overlay);
    const sharedEntities = [...mine].filter(([id]) => theirs.has(id)).map(([, name]) => name);
    return { article: toSummary(head), sharedEntities };
  });
  return candidates
    .sort((a, b) => b.sharedEntities.length - a.sharedEntities.length)
    .map(({ article, sharedEntities }) => ({ article, sharedEntities: sharedEntities.slice(0, NAMES) }));
}

function statusOf([first, second]: Candidates): 'resolved' | 'ambiguous' | 'open' {
  if (!first) return 'open';
  if (!second) return 'resolved';
  return first.sharedEntities.length > 0 && second.sharedEntities.length === 0 ? 'resolved' : 'ambiguous';
}

/** The entities that an article mentions, as they were corrected. */
function namesOf({ articleId, annotations }: Analysis, overlay: Overlay): Map<string, string> {
  const { shown } = correctedAnnotations(overlay, articleId, annotations);
  return new Map(
    shown.flatMap(({ annotation: { kind, value } }) => (kind === 'mention' ? [[value.id, value.name]] : [])),
  );
}

/** Articles that refer to the issue that an article is of: by its number, or by any day that it can have come out on. */
async function backLinks(head: ShownHead, { dating, article }: Analysis, { archive }: Dependencies) {
  const { publication, volume, issue } = article.metadata;
  if (!publication) return [];
  const issues = daysFrom(dating);
  if (typeof volume?.value === 'number' && typeof issue?.value === 'number')
    issues.push(`${volume.value}/${issue.value}`);
  const lists = await Promise.all(
    issues.map((each) => archive.standingIn(refersToIndex(publication.value, each), { limit: BACK_LINKS })),
  );
  const found = new Map(lists.flatMap(({ items }) => items).map((item) => [item.head.articleId, item.head]));
  found.delete(head.articleId);
  return [...found.values()].slice(0, BACK_LINKS).map(toSummary);
}

function daysFrom(dating: Analysis['dating']): string[] {
  const [from, to] = [dating && parseIsoDay(dating.earliest), dating && parseIsoDay(dating.latest)];
  if (from === undefined || to === undefined || to - from >= MOST_DAYS) return [];
  return Array.from({ length: to - from + 1 }, (_, at) => isoDay(from + at));
}

const shownTarget = ({ publication, day, volume, issue }: Target) => ({
  publication,
  day: day ?? null,
  volume: volume ?? null,
  issue: issue ?? null,
});
