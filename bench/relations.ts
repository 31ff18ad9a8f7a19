import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyse } from '../shared/extractors/annotate';
import { extractorsFor } from '../shared/extractors/registry';
import { articleOf } from './lib/article';
import { found, parsePassages, type Stated } from './lib/relation-passages';

/**
 * Precision and recall of relations on the passages of corpus/relations, by relation, and how many of their traps hold.
 *
 *   npx tsx bench/relations.ts [develop|test] [--errors]
 */

const FOLDER = path.join(__dirname, '..', 'corpus', 'relations');
const evidence = { from: 'header' as const, quote: '' };
const ENGLISH = { language: { value: 'en', evidence }, published: { value: '2001-06-16', evidence } };
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

interface Count {
  right: number;
  wrong: number;
  missed: number;
}

async function score(half: string, showsErrors: boolean): Promise<void> {
  const passages = parsePassages(readFileSync(path.join(FOLDER, `${half}.txt`), 'utf8'));
  const counts = new Map<string, Count>();
  const of = (relation: string): Count => {
    const count = counts.get(relation) ?? { right: 0, wrong: 0, missed: 0 };
    counts.set(relation, count);
    return count;
  };
  let [traps, sprung, status, statuses] = [0, 0, 0, 0];
  for (const { text, stated, traps: seeming } of passages) {
    const article = articleOf(text, ENGLISH);
    const { annotations } = await analyse(article, extractorsFor('embedded'), FACTS);
    const relations = found(annotations, text);
    const left = new Set<Stated>(stated);
    for (const relation of relations) {
      const right = [...left].find((each) => relation.is(each));
      if (right) {
        left.delete(right);
        of(relation.relation).right++;
        statuses++;
        if (right.status === relation.status) status++;
        else if (showsErrors) console.log(`  ${relation.status}, not ${right.status}: ${relation.words}`);
      } else if (!stated.some((each) => relation.is(each))) {
        of(relation.relation).wrong++;
        if (showsErrors) console.log(`  wrong: ${relation.words}`);
      }
    }
    for (const each of left) {
      of(each.relation).missed++;
      if (showsErrors)
        console.log(`  missed: ${each.subject} | ${each.relation} | ${each.object} in: ${text.slice(0, 90)}…`);
    }
    traps += seeming.length;
    sprung += seeming.filter((trap) => relations.some((relation) => relation.is(trap))).length;
  }
  const all = { right: 0, wrong: 0, missed: 0 };
  for (const [relation, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    line(relation, count);
    for (const key of ['right', 'wrong', 'missed'] as const) all[key] += count[key];
  }
  line(`${half}, all`, all);
  console.log(`${half}: ${sprung} of ${traps} traps sprung; status right of ${status} of ${statuses}`);
}

function line(name: string, { right, wrong, missed }: Count): void {
  const share = (a: number, b: number) => (a + b === 0 ? 'none' : (a / (a + b)).toFixed(3));
  console.log(
    `${name}: precision ${share(right, wrong)}, recall ${share(right, missed)} (${right} right, ${wrong} wrong, ${missed} missed)`,
  );
}

async function main(): Promise<void> {
  const [half] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const showsErrors = process.argv.includes('--errors');
  for (const each of half === undefined ? ['develop', 'test'] : [half]) await score(each, showsErrors);
}

void main();
