import { announcementOf } from '../../shared/archive/announcement';
import { decisionOf, putDecision } from '../../shared/archive/decisions';
import { headKey } from '../../shared/archive/keys';
import { getParsed } from '../../shared/archive/objects';
import { signatureOf } from '../../shared/archive/plan';
import { HeadRecord } from '../../shared/archive/records';
import type { AnnounceRequest, EnrichRequest, ReparseRequest, StoreRequest } from '../../shared/pipeline/messages';
import type { Run, Unit } from '../../shared/runs/records';
import type { Dependencies } from './dependencies';

type Message = ReparseRequest | AnnounceRequest | EnrichRequest | StoreRequest;

/**
 * Sends units to the stages that they are for; answers those that have gone since they were selected. Repeatable: a
 * stage that is asked twice makes the same.
 */
export async function dispatch(run: Run, units: readonly Unit[], to: Dependencies): Promise<Unit[]> {
  const ids = units.flatMap(({ articleId }) => (articleId === undefined ? [] : [articleId]));
  const heads = await headsOf(ids, to);
  const made = await Promise.all(
    units.map(async (unit) => {
      const { dropId, articleId } = unit;
      if (articleId === undefined) return { unit, message: await readAgain(run, dropId, to) };
      const head = heads.get(articleId);
      return { unit, message: head && (await makeAgain(run, head, to)) };
    }),
  );
  const messages = made.flatMap(({ message }): Message[] => (message ? [message] : []));
  await to.toParse.send(messages.filter((message) => message.kind === 'reparse' || message.kind === 'announce'));
  await to.toEnrich.send(messages.filter((message) => message.kind === 'enrich'));
  await to.toStore.send(messages.filter((message) => message.kind === 'store'));
  return made.flatMap(({ unit, message }) => (message ? [] : [unit]));
}

export async function headsOf(
  articleIds: readonly string[],
  { table }: Pick<Dependencies, 'table'>,
): Promise<Map<string, HeadRecord>> {
  const found = await table.getMany(articleIds.map(headKey), { consistent: true });
  const heads = found.map((item) => HeadRecord.parse(item));
  return new Map(heads.map((head) => [head.articleId, head]));
}

const envelope = ({ id, sample, askedAt }: Run) =>
  ({ lane: 'reprocess', requestedAt: askedAt, run: { id, sample } }) as const;

async function makeAgain(run: Run, head: HeadRecord, to: Dependencies): Promise<Message | undefined> {
  const { articleId, dropId, current } = head;
  if (run.kind === 'rollback') {
    if (head.runId !== run.of) return undefined;
    const request = await rollBackOf(head, { at: run.askedAt, reason: run.reason ?? '' }, to);
    return request && { ...request, ...envelope(run) };
  }
  return current && { kind: 'enrich', ...envelope(run), dropId, articleId, parsedKey: current.parsedKey };
}

/** A file that is read again with all of its articles: its kept original, or, where it failed, as if it came again. */
async function readAgain(run: Run, dropId: string, to: Dependencies): Promise<Message | undefined> {
  if (run.selector.failed) {
    // The receipt is opened first, as for a retry of one.
    const receipt = await to.receipts.reopen(dropId);
    const announcement = receipt && announcementOf(receipt, to.bucket, run.askedAt);
    return receipt?.state === 'stored' ? undefined : announcement && { ...announcement, ...envelope(run) };
  }
  const receipt = await to.receipts.find(dropId);
  const announcement = receipt && announcementOf(receipt, to.bucket, run.askedAt);
  if (announcement?.sha256 !== undefined) {
    const { drop, sha256 } = announcement;
    return { kind: 'reparse', ...envelope(run), drop, sha256 };
  }
  // Receipts of version 0.1 do not know the drop in full, but what parse made of it does.
  const heads = await headsOf(receipt?.articleIds.slice(0, 1) ?? [], to);
  const [current] = [...heads.values()].flatMap((head) => head.current ?? []);
  if (!current) return undefined;
  const { drop, sha256 } = await getParsed(to.objects, current.parsedKey);
  return { kind: 'reparse', ...envelope(run), drop, sha256 };
}

/**
 * Decides that an article goes back; answers the message that does it, or undefined when there is nothing before. It is
 * decided first, so that a table that is made again from the bucket keeps it.
 */
export async function rollBackOf(
  head: HeadRecord,
  { at, reason }: { at: string; reason: string },
  { objects }: Pick<Dependencies, 'objects'>,
): Promise<StoreRequest | undefined> {
  const { articleId, dropId, current, previous } = head;
  if (!current || !previous) return undefined;
  const { revision, analysisKey } = previous;
  const from = signatureOf(current.versions);
  const draft = { kind: 'roll-back', by: 'api', reason, articleId, revision, analysisKey, from } as const;
  const decision = decisionOf(draft, Date.parse(at));
  await putDecision(objects, decision);
  const rolledBack = { from, decision: decision.id };
  return { kind: 'store', lane: 'reprocess', requestedAt: at, dropId, articleId, analysisKey, rolledBack };
}
