/** A topic of rules.txt, with its place and the terms that speak of it. */
export interface TopicRule {
  id: string;
  name: string;
  parent: string | undefined;
  top: string;
  terms: { words: string; weight: number }[];
}

/** Reads rules.txt, whose head says how; throws naming the line that is none. */
export function parseRules(text: string): { topics: TopicRule[]; nothing: string[] } {
  const topics: TopicRule[] = [];
  const nothing: string[] = [];
  let above: { depth: number; rule: TopicRule }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    const topic = /^(\d{8}) (.+)$/.exec(line.trim());
    const terms = /^\+ ([1-4]) (.+)$/.exec(line.trim());
    const none = /^- (.+)$/.exec(line.trim());
    if (topic) {
      above = above.filter((each) => each.depth < depth);
      const [, id = '', name = ''] = topic;
      const [top] = above;
      const rule = { id, name, parent: above.at(-1)?.rule.id, top: top?.rule.id ?? id, terms: [] };
      topics.push(rule);
      above.push({ depth, rule });
    } else if (terms) {
      const rule = above.filter((each) => each.depth < depth).at(-1)?.rule;
      if (!rule) throw new Error(`line ${at + 1}: no topic above "${line}"`);
      for (const words of listIn(terms[2])) rule.terms.push({ words, weight: Number(terms[1]) });
    } else if (none) nothing.push(...listIn(none[1]));
    else throw new Error(`line ${at + 1} is neither a topic nor terms: "${line}"`);
  }
  return { topics, nothing };
}

const listIn = (list = ''): string[] =>
  list
    .split(';')
    .map((words) => words.trim())
    .filter((words) => words !== '');
