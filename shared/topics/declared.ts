import type { Metadata, Subject } from '../article/schema';
import { broaderOf, type Topic, topicOf } from './taxonomy';

/** A topic that the file itself says, as it is printed there. */
export interface DeclaredTopic extends Topic {
  broader: Topic[];
  printed: Subject;
}

const CODE = /(?:^medtop:|\/mediatopic\/)(\d{8})$/;

/** Those of an article's subjects that are IPTC Media Topics by their code: "medtop:20000849", ".../mediatopic/15000000". */
export function declaredTopics({ subjects }: Pick<Metadata, 'subjects'>): DeclaredTopic[] {
  const found = new Map<string, DeclaredTopic>();
  for (const printed of subjects?.value ?? []) {
    const { code = '', scheme = '' } = printed;
    const id = CODE.exec(code)?.[1] ?? (/mediatopic/.test(scheme) ? /^\d{8}$/.exec(code)?.[0] : undefined);
    const topic = id === undefined ? undefined : topicOf(`medtop:${id}`);
    if (topic && !found.has(topic.id)) found.set(topic.id, { ...topic, broader: broaderOf(topic.id), printed });
  }
  return [...found.values()];
}
