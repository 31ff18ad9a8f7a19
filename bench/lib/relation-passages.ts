import type { Annotation } from '../../shared/extractors/extractor';
import { RELATIONS, type Relation, STATUSES, type Status } from '../../shared/relations/model';

/** A relation as a passage of corpus/relations states it; its README has the format. */
export interface Stated {
  subject: string;
  relation: Relation;
  object: string;
  status: Status;
}

interface Passage {
  text: string;
  stated: Stated[];
  traps: Stated[];
}

/** Reads passages; throws naming the line that is none. */
export function parsePassages(source: string): Passage[] {
  return source
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [text = '', ...labels] = block.trim().split('\n');
      const of = (mark: string) => labels.flatMap((label) => (label.startsWith(mark) ? [stated(label)] : []));
      const unknown = labels.find((label) => !/^[=!] /.test(label));
      if (unknown !== undefined) throw new Error(`no label: ${unknown}`);
      return { text, stated: of('='), traps: of('!') };
    });
}

function stated(label: string): Stated {
  const status = STATUSES.find((each) => label.endsWith(` (${each})`)) ?? 'asserted';
  const plain = label.slice(2).replace(/ \((?:hedged|reported)\)$/, '');
  const [subject = '', named = '', object = ''] = plain.split(' | ');
  const relation = RELATIONS.find((each) => each === named);
  if (relation === undefined || object === '') throw new Error(`no relation: ${label}`);
  return { subject, relation, object, status };
}

/** The relations that were found, by the names that the archive has and those that are printed; each pair once. */
export function found(annotations: readonly Annotation[], text: string) {
  const seen = new Set<string>();
  return annotations.flatMap((annotation) => {
    if (annotation.kind !== 'relation') return [];
    const { relation, subject, object, status } = annotation.value;
    const key = [relation, subject.entity.id, object.entity.id].join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    const names = (end: typeof subject) => [end.entity.name, text.slice(end.start, end.end)];
    const fits = (end: typeof subject, name: string) => names(end).includes(name);
    const is = (other: Stated) =>
      other.relation === relation &&
      ((fits(subject, other.subject) && fits(object, other.object)) ||
        (relation === 'met-with' && fits(object, other.subject) && fits(subject, other.object)));
    const words = `${subject.entity.name} | ${relation} | ${object.entity.name} (${annotation.value.pattern}) in: ${text.slice(annotation.start, annotation.end)}`;
    return [{ relation, status, is, words }];
  });
}
