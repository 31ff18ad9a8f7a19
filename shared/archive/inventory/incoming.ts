import { dropIdOf, dropOf } from '../../pipeline/drop';
import { topology } from '../../pipeline/topology';
import type { ListedObject, VersionPosition } from '../../ports';
import { dropsOfFile, type FileDrop, isSameObject, modifiedAtOf } from '../references';
import { type InventoryDependencies, nowOf } from './dependencies';
import { knownAmong } from './drop-items';
import type { Findings } from './findings';

const PAGE = 200;
/** Keys asked about at a time. */
const AT_ONCE = 16;

/** Announces every dropped version that nobody knows of; answers where the next page starts. */
export async function checkIncoming(
  after: VersionPosition | undefined,
  rebuild: boolean,
  deps: InventoryDependencies,
  findings: Findings,
): Promise<VersionPosition | undefined> {
  const { clock, patience } = deps;
  const page = await deps.objects.listVersions({ prefix: topology.prefixes.incoming, after, limit: PAGE });
  const settled = page.items.filter(({ key, marker, lastModified }) => {
    const isOld = rebuild || lastModified.getTime() <= clock() - patience.graceMs;
    // A marker of an empty folder is no drop.
    return isOld && !marker && !key.endsWith('/');
  });
  const drops = new Map<string, FileDrop[]>();
  const keys = [...new Set(settled.map(({ key }) => key))];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map((key) => dropsOfFile(deps.table, key)));
    for (const [index, key] of some.entries()) drops.set(key, found[index] ?? []);
  }
  const named = settled.map((object) => ({ object, ids: idsOf(object, drops.get(object.key) ?? []) }));
  const known = await knownAmong(
    deps,
    named.flatMap(({ ids }) => ids),
  );
  for (const { object, ids } of named) if (!ids.some((id) => known.has(id))) await announce(object, deps, findings);
  return page.next;
}

/** The ids that a version may have as a drop. */
function idsOf(object: ListedObject, drops: readonly FileDrop[]): string[] {
  const { key, versionId, etag } = object;
  const modifiedAt = modifiedAtOf(object);
  const same = drops.filter((drop) =>
    isVersioned(versionId) ? drop.versionId === versionId : isSameObject(object, drop),
  );
  return [dropIdOf({ key, versionId, etag, modifiedAt }), ...same.map(({ dropId }) => dropId)];
}

const isVersioned = (versionId: string | undefined) => versionId !== undefined && versionId !== 'null';

async function announce(
  { key, versionId }: ListedObject,
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const info = await deps.objects.head(key, versionId);
  if (!info) return;
  const object = { key, 'version-id': versionId };
  const at = nowOf(deps);
  const drop = dropOf(
    { source: 'aws.s3', 'detail-type': 'Object Created', time: at, detail: { bucket: { name: deps.bucket }, object } },
    info,
  );
  // As if its event came now: for the order of its file's versions its own time counts.
  await deps.toParse.send([{ kind: 'announce', lane: 'reprocess', requestedAt: drop.order.modifiedAt, drop }]);
  findings.healed('drop-without-receipt', drop.id);
}
