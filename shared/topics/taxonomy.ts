import taxonomy from './taxonomy.generated.json';

/** A topic of the IPTC Media Topics. Ids are `medtop:` and eight digits. */
export interface Topic {
  id: string;
  name: string;
}

const TOPICS: ReadonlyMap<string, readonly (string | null)[]> = new Map(Object.entries(taxonomy.topics));
const PREFIX = 'medtop:';

/** The topic that an id names; undefined when the scheme has none such. */
export function topicOf(id: string): Topic | undefined {
  const name = TOPICS.get(id.replace(PREFIX, ''))?.[0];
  return name == null ? undefined : { id, name };
}

/** The topics that it is one of, from the broadest on; none for one at the top, or whose place is not known. */
export function broaderOf(id: string): Topic[] {
  const parent = TOPICS.get(id.replace(PREFIX, ''))?.[1];
  const topic = parent == null ? undefined : topicOf(`${PREFIX}${parent}`);
  return topic ? [...broaderOf(topic.id), topic] : [];
}
