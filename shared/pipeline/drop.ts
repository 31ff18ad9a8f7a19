import type { ObjectInfo } from '../ports';
import { nameOf } from './hash';
import type { Drop, DropEvent } from './messages';

/**
 * The id of a drop: the same for every delivery of the same event, different for every version of a key. The object's
 * version names it; where the target keeps none, the event's sequencer; failing both, the content and its time.
 */
export function dropIdOf(object: {
  key: string;
  versionId?: string | undefined;
  sequencer?: string | undefined;
  etag?: string | undefined;
  modifiedAt?: string | undefined;
}): string {
  const { key, versionId, etag, modifiedAt } = object;
  const sequencer = meaningfulSequencer(object.sequencer);
  const version =
    versionId && versionId !== 'null'
      ? ['version', versionId]
      : sequencer
        ? ['sequencer', sequencer]
        : ['content', etag ?? '', modifiedAt ?? ''];
  return `d-${nameOf(key, ...version)}`;
}

/** MiniStack sends "0" for every event: that orders nothing, so it counts as absent. */
function meaningfulSequencer(sequencer: string | undefined): string | undefined {
  return sequencer && !/^0+$/.test(sequencer) ? sequencer : undefined;
}

/** The drop that an event announced, from the event and what the bucket says of the object now. */
export function dropOf(event: DropEvent, info: ObjectInfo): Drop {
  const { bucket, object } = event.detail;
  const modifiedAt = info.lastModified.toISOString();
  const versionId = object['version-id'] ?? info.versionId;
  const sequencer = meaningfulSequencer(object.sequencer);
  return {
    id: dropIdOf({ key: object.key, versionId, sequencer, etag: info.etag, modifiedAt }),
    bucket: bucket.name,
    key: object.key,
    versionId,
    etag: info.etag,
    bytes: info.bytes,
    contentType: info.contentType,
    metadata: info.metadata,
    order: { sequencer, modifiedAt },
  };
}

/** The drop that an event announced when its object is already gone: what the event itself says. */
export function missingDropOf(event: DropEvent): Drop {
  const { bucket, object } = event.detail;
  const versionId = object['version-id'];
  const sequencer = meaningfulSequencer(object.sequencer);
  return {
    id: dropIdOf({ key: object.key, versionId, sequencer, etag: object.etag, modifiedAt: event.time }),
    bucket: bucket.name,
    key: object.key,
    versionId,
    etag: object.etag ?? '',
    bytes: object.size ?? 0,
    metadata: {},
    order: { sequencer, modifiedAt: event.time },
  };
}

/**
 * The id of an article: its file's key, and in the file what tells it from others (its position, or a name that the file
 * gives it), in a container also the path of its member. So a re-dropped file keeps it.
 */
export function articleIdOf(key: string, part: number | string, member?: string): string {
  return `a-${member === undefined ? nameOf(key, part) : nameOf(key, member, part)}`;
}
