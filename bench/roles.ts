import { parseArgs } from 'node:util';
import { analyse } from '../shared/extractors/annotate';
import type { Annotation } from '../shared/extractors/extractor';
import { Reading } from '../shared/extractors/reading';
import { extractorsFor } from '../shared/extractors/registry';
import { roleExtractor } from '../shared/roles/extractor';
import { articleOf } from './lib/article';
import { type MarkedRole, type RoleBrief, readRoleBriefs, type Trap } from './lib/roles';

/**
 * Roles in briefs that we wrote (corpus/roles): of the facts with a person how many are found and how many of those found are
 * right, and which traps are fallen into; then the speed of the extractor.
 *
 *   npx tsx bench/roles.ts [--half dev|test] [--show]
 */

const { values: options } = parseArgs({
  options: { half: { type: 'string', default: 'dev' }, show: { type: 'boolean', default: false } },
});
const EXTRACTORS = extractorsFor('embedded');
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
const print = (line: string) => process.stdout.write(`${line}\n`);
type Role = Extract<Annotation, { kind: 'role' }>;

async function rolesIn({ text, day }: RoleBrief): Promise<{ roles: Role[]; text: string }> {
  const published = { value: day, evidence: { from: 'header' as const, quote: day } };
  const body = text.replace(/^Publication:.*\n\n/, '').replace(/\n\n/g, '\n');
  const article = articleOf(body, { published });
  const { annotations } = await analyse(article, EXTRACTORS, FACTS);
  return { roles: annotations.filter((each) => each.kind === 'role'), text: article.text };
}

const same = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0;

function isRight({ value }: Role, marked: MarkedRole): boolean {
  const of = value.of?.id === marked.of || (marked.ofOptional && value.of === undefined);
  const person = same(value.person?.name ?? '', marked.person);
  const inferred = (value.person?.by === 'gazetteer') === marked.inferred;
  return of && person && inferred && value.office === marked.office && value.status === marked.status;
}

function fallsInto({ start, end, value }: Role, { words, office, person }: Trap, text: string): boolean {
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`the text has no "${words}"`);
  const there = start < at + words.length && end > at && value.office === office;
  return there && (person === undefined || same(value.person?.name ?? '', person));
}

async function measure(half: 'dev' | 'test'): Promise<void> {
  let [marked, found, right, fallen, traps, inferred, inferredRight] = [0, 0, 0, 0, 0, 0, 0];
  for (const brief of readRoleBriefs(half)) {
    const { roles, text } = await rolesIn(brief);
    const held = roles.filter(({ value }) => value.person);
    const wrong = held.filter((role) => !brief.roles.some((each) => isRight(role, each)));
    const missed = brief.roles.filter((each) => !held.some((role) => isRight(role, each)));
    const into = brief.traps.filter((trap) => roles.some((role) => fallsInto(role, trap, text)));
    const guesses = held.filter(({ value }) => value.person?.by === 'gazetteer');
    marked += brief.roles.length;
    found += held.length;
    right += held.length - wrong.length;
    traps += brief.traps.length;
    fallen += into.length;
    inferred += guesses.length;
    inferredRight += guesses.filter((role) => !wrong.includes(role)).length;
    if (!options.show) continue;
    for (const { value, start, end } of wrong)
      print(
        `${brief.id} wrong   ${value.status} ${value.office} | ${value.of?.id} | ${value.person?.name} (${text.slice(start, end)})`,
      );
    for (const { status, office, of, person } of missed)
      print(`${brief.id} missed  ${status} ${office} | ${of} | ${person}`);
    for (const { words } of into) print(`${brief.id} trapped ${words}`);
  }
  const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(1)} % (${part} of ${whole})`;
  print(`${half}: precision ${percent(right, found)}, recall ${percent(right, marked)}`);
  print(`  inferred: ${inferredRight} of ${inferred} right; traps fallen into: ${fallen} of ${traps}`);
}

/** The extractor alone, the best of five, on the briefs: every tenth word of them is one of a title. */
async function speed(): Promise<void> {
  const brief = readRoleBriefs('dev')
    .map(({ text }) => text)
    .join('\n')
    .replace(/\n+/g, '\n');
  const timed = async (times: number) => {
    const article = articleOf(Array.from({ length: times }, () => brief).join('\n'));
    const { annotations, dating } = await analyse(article, EXTRACTORS, FACTS);
    const reading = new Reading(article, annotations);
    const words = reading.scan.tokens.filter(({ kind }) => kind === 'word').length;
    const seconds = Array.from({ length: 5 }, () => {
      const started = process.cpuUsage();
      roleExtractor.extract(article, { annotations, reading, dating });
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1e6;
    });
    return { words, seconds: Math.min(...seconds) };
  };
  const [once, twice] = [await timed(10), await timed(20)];
  const ratio = (twice.seconds / once.seconds).toFixed(2);
  print(`speed: ${Math.round(once.words / once.seconds)} words/s; twice the text takes ${ratio} times as long`);
}

async function main(): Promise<void> {
  await measure(options.half === 'test' ? 'test' : 'dev');
  await speed();
}

void main();
