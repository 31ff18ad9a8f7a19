import type { Command } from 'commander';
import type { Io } from './output';
import { withTarget } from './target-options';

const keep = () => require('./keep') as typeof import('./keep');

/** `dateline inventory`, `rebuild`, `delete`, `hold` and `release`: what is kept, and what is not. */
export function addKeepCommands(program: Command, io: Io, end: (exitCode: number) => void): void {
  withTarget(
    program
      .command('inventory')
      .description('Compare bucket and table, heal what was lost, and say what was found.')
      .option('--last', 'only show what the last one found, and how far one under way is')
      .option('--json', 'print what the API answers'),
  ).action(async (options) => end(await keep().inventory(options, io)));

  withTarget(
    program
      .command('rebuild')
      .description('Make the table anew from the bucket, as after it was lost. What is there already stays.')
      .option('--json', 'print what the API answers')
      .addHelpText(
        'after',
        `
It may be stopped and called again: it goes on where it was. Articles appear as the queues are worked off. Instants of
receipts and the history of runs are not in the bucket; docs/runbook.md says what else is not.`,
      ),
  ).action(async (options) => end(await keep().rebuild(options, io)));

  const decide = (name: 'delete' | 'hold' | 'release', description: string, of: string) =>
    withTarget(
      program
        .command(name)
        .description(description)
        .argument('<id...>', of)
        .requiredOption('--reason <text>', 'why; it is kept')
        .option('--by <name>', 'who decided it; it is kept')
        .option('--json', 'print one line of JSON for each'),
    );
  decide(
    'delete',
    'Delete drops with all that was made of them, or articles, for good.',
    'ids of drops (d-…) and articles (a-…)',
  )
    .addHelpText(
      'after',
      `
Examples:
  $ npx dateline delete d-0123456789abcdef0123 --reason "Asked for by the author" --by "Jo Berg"`,
    )
    .action(async (ids, options) => end(await keep().remove(ids, options, io)));
  decide('hold', 'Put drops under legal hold: they cannot be deleted until they are released.', 'ids of drops').action(
    async (ids, options) => end(await keep().hold(ids, options, io)),
  );
  decide('release', 'End legal holds.', 'ids of drops').action(async (ids, options) =>
    end(await keep().release(ids, options, io)),
  );
}
