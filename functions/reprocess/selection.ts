import type { Listed, Position } from '../../shared/archive/reader';
import type { ReceiptRecord, ShownHead } from '../../shared/archive/records';
import { USD_OF_ROLL_BACK, usdOfArticle } from '../../shared/runs/estimate';
import { dealtWith, listOutcomes } from '../../shared/runs/outcomes';
import type { Counted, Run } from '../../shared/runs/records';
import { nameOfUnit, type Sending } from '../../shared/runs/run';
import { selectArticles, selectFailed } from '../../shared/runs/select';
import type { Dependencies } from './dependencies';
import { headsOf } from './dispatch';

/** Articles a page of the selection that is counted. */
const COUNTED = 100;

type Deployed = Pick<Dependencies, 'versions' | 'comprehend'>;

/** Whether an article's file has to be read again: another parser than the deployed one read it. */
const needsParse = (head: ShownHead, { versions }: Deployed) => head.current.versions['parser'] !== versions['parser'];

const usdOf = (head: ShownHead, to: Deployed) =>
  usdOfArticle(head.current, { reparse: needsParse(head, to), comprehend: to.comprehend });

/** A file that was never read is taken for one article of six bytes a word. */
const usdOfFailed = ({ bytes }: ReceiptRecord, { comprehend }: Deployed) =>
  usdOfArticle({ wordCount: bytes / 6 }, { reparse: true, comprehend });

/** Counts the next page of a run's selection. */
export async function countPage(
  { selector, position }: Run,
  to: Dependencies,
): Promise<{ page: Counted; next: Position | undefined }> {
  const place = { limit: COUNTED, after: position };
  if (selector.failed) {
    const { items, next } = await selectFailed(to.table, selector, place);
    const usd = items.reduce((sum, receipt) => sum + usdOfFailed(receipt, to), 0);
    return { page: { articles: items.length, toParse: items.length, usd, madeBy: [] }, next };
  }
  const { items, next } = await selectArticles(to.table, selector, to.versions, place);
  const page = {
    articles: items.length,
    toParse: items.filter((head) => needsParse(head, to)).length,
    usd: items.reduce((sum, head) => sum + usdOf(head, to), 0),
    madeBy: items.map(({ current }) => ({ versions: current.versions, articles: 1 })),
  };
  return { page, next };
}

/**
 * The next page of what a run has to send: one unit for each article, or for each file that has to be read again.
 * Without what is under way or dealt with: an article may come into a selection twice, and a file as often as it has
 * articles.
 */
export async function nextOf(run: Run, limit: number, to: Dependencies): Promise<Listed<Sending>> {
  const page = { limit, after: run.position };
  const { items, next } = await candidates(run, page, to);
  const known = new Set(run.outstanding.map(nameOfUnit));
  const units = items.map(({ unit }) => unit);
  for (const name of await dealtWith(to.table, run.id, units)) known.add(name);
  return { items: items.filter(({ unit }) => !known.has(nameOfUnit(unit))), next };
}

async function candidates(
  run: Run,
  page: { limit: number; after: Position | undefined },
  to: Dependencies,
): Promise<Listed<Sending>> {
  if (run.kind === 'rollback') return toRollBack(run, page, to);
  if (run.selector.failed) {
    const { items, next } = await selectFailed(to.table, run.selector, page);
    const sending = items.map((receipt) => {
      return { unit: { dropId: receipt.dropId }, articles: 1, usd: usdOfFailed(receipt, to) };
    });
    return { items: sending, next };
  }
  const { items, next } = await selectArticles(to.table, run.selector, to.versions, page);
  const units = new Map<string, Sending>();
  for (const head of items) {
    const { dropId, articleId } = head;
    const unit = needsParse(head, to) ? { dropId } : { dropId, articleId };
    const { articles, usd } = units.get(nameOfUnit(unit)) ?? { articles: 0, usd: 0 };
    units.set(nameOfUnit(unit), { unit, articles: articles + 1, usd: usd + usdOf(head, to) });
  }
  return { items: [...units.values()], next };
}

/** What another run changed, and still is as that run left it. */
async function toRollBack(
  { of = '' }: Run,
  page: { limit: number; after: Position | undefined },
  to: Dependencies,
): Promise<Listed<Sending>> {
  const { items, next } = await listOutcomes(to.table, of, page);
  const changed = items.filter(({ outcome }) => outcome === 'changed').map(({ articleId }) => articleId);
  const heads = [...(await headsOf(changed, to)).values()].filter(({ runId, previous }) => runId === of && previous);
  const sending = heads.map(({ dropId, articleId }) => {
    return { unit: { dropId, articleId }, articles: 1, usd: USD_OF_ROLL_BACK };
  });
  return { items: sending, next };
}
