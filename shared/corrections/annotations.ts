import type { Annotation, EntityRef, Mention } from '../extractors/extractor';
import { keptApartBy, type Overlay, shownAs } from './overlay';

/** An annotation as it is shown. */
interface CorrectedAnnotation {
  /** Undefined where what it mentions is hidden. */
  annotation: Annotation | undefined;
  /** Corrections that made it what it is. */
  correctedBy: string[];
  /** What the extractor said that a mention is of, where that was corrected. */
  found?: EntityRef;
}

type Role = Extract<Annotation, { kind: 'role' }>;
type Speaker = NonNullable<Extract<Annotation, { kind: 'quotation' }>['value']['speaker']>;

/** Lays corrections over an annotation of an article; its words stay as they are. */
function correctedAnnotation(overlay: Overlay, articleId: string, annotation: Annotation): CorrectedAnnotation {
  if (annotation.kind === 'mention') {
    const { entity, correctedBy } = shownAs(overlay, annotation.value, articleId);
    const { by, ...links } = correctedLinks(overlay, articleId, annotation);
    if (correctedBy.length + by.length === 0) return { annotation, correctedBy };
    const shown = entity && { ...annotation, ...links, value: entity };
    const all = [...new Set([...correctedBy, ...by])];
    return { annotation: shown, correctedBy: all, ...(correctedBy.length > 0 && { found: annotation.value }) };
  }
  if (annotation.kind === 'salience') {
    const { entity, correctedBy } = shownAs(overlay, annotation.value.entity, articleId);
    if (correctedBy.length === 0) return { annotation, correctedBy };
    return { annotation: entity && { ...annotation, value: { ...annotation.value, entity } }, correctedBy };
  }
  if (annotation.kind === 'role') return correctedRole(overlay, articleId, annotation);
  if (annotation.kind === 'relation') {
    const { subject, object } = annotation.value;
    const [one, other] = [subject, object].map(({ entity }) => shownAs(overlay, entity, articleId));
    const correctedBy = [...new Set([...(one?.correctedBy ?? []), ...(other?.correctedBy ?? [])])];
    if (correctedBy.length === 0 || !one?.entity || !other?.entity || one.entity.id === other.entity.id)
      return { annotation: correctedBy.length === 0 ? annotation : undefined, correctedBy };
    const ends = { subject: { ...subject, entity: one.entity }, object: { ...object, entity: other.entity } };
    return { annotation: { ...annotation, value: { ...annotation.value, ...ends } }, correctedBy };
  }
  const speaker = annotation.kind === 'quotation' ? annotation.value.speaker : undefined;
  if (annotation.kind !== 'quotation' || !speaker) return { annotation, correctedBy: [] };
  const corrected = correctedSpeaker(overlay, articleId, speaker);
  if (corrected.correctedBy.length === 0) return { annotation, correctedBy: [] };
  const value = { ...annotation.value, speaker: corrected.speaker };
  return { annotation: { ...annotation, value }, correctedBy: corrected.correctedBy };
}

/** Who is hidden holds nothing that is shown; a body that is hidden is words again. */
function correctedRole(overlay: Overlay, articleId: string, annotation: Role): CorrectedAnnotation {
  const { person, of, ...value } = annotation.value;
  const [holder, body] = [person, of].map((ref) => correctedName(overlay, articleId, ref ?? {}));
  const correctedBy = [...(holder?.by ?? []), ...(body?.by ?? [])];
  if (correctedBy.length === 0) return { annotation, correctedBy };
  if (holder?.hidden) return { annotation: undefined, correctedBy };
  const shown = {
    ...value,
    ...(of && body?.id !== undefined && body.name !== undefined && { of: { ...of, id: body.id, name: body.name } }),
    ...(person &&
      holder?.id !== undefined &&
      holder.name !== undefined && { person: { ...person, id: holder.id, name: holder.name } }),
  };
  return { annotation: { ...annotation, value: shown }, correctedBy };
}

/** Whom a mention may mean and what it stands for, as these are shown, without those that it is never to be linked with. */
function correctedLinks(overlay: Overlay, articleId: string, mention: Mention) {
  const by = new Set<string>();
  const shown = (ref: EntityRef): EntityRef | undefined => {
    const { entity, correctedBy } = shownAs(overlay, ref, articleId);
    for (const id of correctedBy) by.add(id);
    return entity;
  };
  const candidates = new Map<string, EntityRef>();
  for (const candidate of mention.link?.candidates ?? []) {
    const apart = keptApartBy(overlay, articleId, mention.value.id, candidate.id);
    const entity = apart === undefined ? shown(candidate) : undefined;
    if (apart !== undefined) by.add(apart);
    if (entity) candidates.set(entity.id, entity);
  }
  const { candidates: found, ...link } = mention.link ?? { reason: '' };
  const left = found && candidates.size > 0 ? { ...link, candidates: [...candidates.values()] } : link;
  return {
    by: [...by],
    ...(mention.link && { link: left }),
    ...(mention.country && { country: shown(mention.country) }),
    ...(mention.standsFor && { standsFor: shown(mention.standsFor) }),
  };
}

function correctedSpeaker(overlay: Overlay, articleId: string, { affiliation, ...speaker }: Speaker) {
  const ofSpeaker = correctedName(overlay, articleId, speaker);
  const ofAffiliation = correctedName(overlay, articleId, affiliation ?? {});
  const { id: _, name: __, ...words } = speaker;
  const { id, name } = ofAffiliation;
  const shown: Speaker = {
    ...words,
    // Somebody who is hidden is words again.
    ...(ofSpeaker.hidden ? { kind: 'described' as const } : { id: ofSpeaker.id, name: ofSpeaker.name }),
    ...(!ofAffiliation.hidden && id !== undefined && name !== undefined && { affiliation: { id, name } }),
  };
  return { speaker: shown, correctedBy: [...ofSpeaker.by, ...ofAffiliation.by] };
}

function correctedName(
  overlay: Overlay,
  articleId: string,
  said: { id?: string | undefined; name?: string | undefined },
) {
  const { id, name } = said;
  if (id === undefined) return { id, name, by: [], hidden: false };
  // Who speaks is a person or a body: the type is not said there, and does not show.
  const { entity, correctedBy } = shownAs(overlay, { id, type: 'PERSON', name: name ?? id }, articleId);
  return { id: entity?.id, name: entity?.name, by: correctedBy, hidden: entity === undefined };
}

/** An article's annotations as they are shown, without what is hidden, and all corrections that were laid over them. */
export function correctedAnnotations(overlay: Overlay, articleId: string, annotations: readonly Annotation[]) {
  const corrections = new Set<string>();
  const shown = annotations.flatMap((each) => {
    const { annotation, correctedBy, found } = correctedAnnotation(overlay, articleId, each);
    for (const id of correctedBy) corrections.add(id);
    if (!annotation) return [];
    return [{ annotation, ...(correctedBy.length > 0 && { correctedBy }), ...(found && { found }) }];
  });
  return { shown, corrections: [...corrections] };
}
