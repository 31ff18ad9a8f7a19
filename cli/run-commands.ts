import type { Command } from 'commander';
import type { Io } from './output';
import { withTarget } from './target-options';

const runs = () => require('./runs') as typeof import('./runs');

/** `dateline reprocess`, `dateline runs …` and `dateline rollback`: having stored articles made again. */
export function addRunCommands(program: Command, io: Io, end: (exitCode: number) => void): void {
  withTarget(
    program
      .command('reprocess')
      .description('Have articles made again; those that older extractors made, unless you say which.')
      .optionsGroup('Which articles (all that is said has to fit):')
      .option('--stale', 'made by another parser or other extractors than now')
      .option('--publication <name>', 'of this publication')
      .option('--entity <id>', 'that mention this entity')
      .option('--from <day>', 'published on this day (UTC) or later, YYYY-MM-DD')
      .option('--to <day>', 'published on this day (UTC) or earlier')
      .option('--dropped-from <day>', 'dropped on this day (UTC) or later')
      .option('--dropped-to <day>', 'dropped on this day (UTC) or earlier')
      .option('--prefix <path>', 'of files below incoming/<path>')
      .option('--id <id>', 'with this id (repeatable)', append)
      .option('--outdated', 'whose inferred days the archive knows better by now')
      .option('--failed', 'instead of articles: files that were quarantined by no fault of theirs')
      .optionsGroup('Options:')
      .option('--dry-run', 'only count: articles, time and USD')
      .option('--pace <number>', 'articles a second at most; 20 if you say nothing')
      .option('--max-articles <number>', 'end after so many')
      .option('--max-usd <number>', 'end before it is expected to have cost more')
      .option('--reason <text>', 'kept with the run')
      .option('--no-wait', 'do not wait for the end')
      .option('--json', 'print what the API answers')
      .addHelpText(
        'after',
        `
Examples:
  $ npx dateline reprocess --dry-run
  $ npx dateline reprocess --publication Monitor --from 2000-01-01 --max-usd 5 --stage prod
  $ npx dateline runs changes RUN --outcome changed`,
      ),
  ).action(async (options) => end(await runs().reprocess(options, io)));

  const group = program.command('runs').description('What re-processing did and does.');
  const one = (name: string, description: string) =>
    withTarget(group.command(name).description(description).option('--json', 'print what the API answers'));
  const list = (command: Command) =>
    command
      .optionsGroup('Options:')
      .option('--limit <number>', 'items a page')
      .option('--cursor <cursor>', 'go on where the page before ended')
      .option('--all', 'go on to the end');
  list(one('list', 'Runs, newest first.')).action(async (options) => end(await runs().list(options, io)));
  for (const [name, description] of [
    ['show', 'One run: how far it is, and what it changed in sum.'],
    ['pause', 'Let a run rest; what it sent is finished.'],
    ['resume', 'Have a run go on that was paused or failed.'],
    ['cancel', 'End a run; what it did stays.'],
  ] as const) {
    one(name, description)
      .argument('<run>')
      .action(async (id, options) => end(await runs().move(name, id, options, io)));
  }
  list(one('changes', 'What a run did to each article; with --json, the differences of a sample.'))
    .option('--outcome <outcome>', 'changed, unchanged, superseded or failed')
    .argument('<run>')
    .action(async (id, options) => end(await runs().changes(id, options, io)));
  one('rollback', 'Put back what a run changed.')
    .option('--reason <text>', 'kept with the decision')
    .option('--no-wait', 'do not wait for the end')
    .argument('<run>')
    .action(async (id, options) => end(await runs().rollBackRun(id, options, io)));

  withTarget(
    program
      .command('rollback')
      .description('Put an article back to the revision that a run replaced.')
      .argument('<article>')
      .option('--reason <text>', 'kept with the decision')
      .option('--json', 'print what the API answers'),
  ).action(async (id, options) => end(await runs().rollBackArticle(id, options, io)));
}

function append(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
