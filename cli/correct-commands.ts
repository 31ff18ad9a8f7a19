import type { Command } from 'commander';
import type { Io } from './output';
import { withTarget } from './target-options';

const load = () => require('./correct') as typeof import('./correct');

/** `dateline correct …`, `corrections` and `undo`: what people know better of entities. */
export function addCorrectCommands(program: Command, io: Io, end: (exitCode: number) => void): void {
  const group = program
    .command('correct')
    .description('Correct entities: it applies at once to whatever is asked, until it is undone.')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dateline correct merge person:i-ivanov person:igor-ivanov --reason "the same man"
  $ npx dateline correct split person:igor-ivanov a-0123456789abcdef0123 --name "Igor Ivanov" --reason "a namesake"
  $ npx dateline corrections --entity person:igor-ivanov
  $ npx dateline undo 0123456789abcdef0123 --reason "they are two"`,
    );
  const decided = (command: Command) =>
    withTarget(
      command
        .requiredOption('--reason <text>', 'why; it is kept')
        .option('--by <name>', 'who says so; it is kept')
        .option('--json', 'print what the API answers'),
    );
  const one = (kind: string, description: string) =>
    decided(group.command(kind).description(description).argument('<entity>', 'its id'));

  one('merge', 'Say that an entity is another one.')
    .argument('<into>', 'id of that one')
    .action(async (entity, into, options) => end(await load().correct({ do: 'merge', entity, into }, options, io)));
  one('split', 'Say that named articles mean another entity.')
    .argument('<article...>', 'ids of the articles')
    .option('--into <entity>', 'id of an entity that there is')
    .option('--name <name>', 'or the name of one that is made')
    .option('--type <type>', 'type of the one that is made; that of the entity if you say nothing')
    .action(async (entity, articles, options) => {
      const { into, name, type } = options;
      end(await load().correct({ do: 'split', entity, articles, into, name, type }, options, io));
    });
  one('rename', 'Give an entity another name.')
    .argument('<name>')
    .action(async (entity, name, options) => end(await load().correct({ do: 'rename', entity, name }, options, io)));
  one('retype', 'Give an entity another type.')
    .argument('<type>', 'PERSON, ORG, GPE, LOC …')
    .action(async (entity, type, options) => end(await load().correct({ do: 'retype', entity, type }, options, io)));
  one('hide', 'Leave out what is no entity.').action(async (entity, options) =>
    end(await load().correct({ do: 'hide', entity }, options, io)),
  );
  one('alias', 'Have an entity found by another name as well.')
    .argument('<name>')
    .action(async (entity, name, options) => end(await load().correct({ do: 'alias', entity, name }, options, io)));
  one('never-link', 'Say that two entities are never one.')
    .argument('<other>', 'id of the other')
    .action(async (entity, other, options) =>
      end(await load().correct({ do: 'never-link', entity, other }, options, io)),
    );

  withTarget(
    program
      .command('corrections')
      .description('Corrections of entities, newest first.')
      .option('--entity <id>', 'that name this entity, or one that is merged into the same')
      .option('--limit <number>', 'items a page')
      .option('--cursor <cursor>', 'go on where the page before ended')
      .option('--all', 'go on to the end')
      .option('--json', 'print what the API answers'),
  ).action(async (options) => end(await load().corrections(options, io)));

  decided(
    program
      .command('undo')
      .description('Take a correction back: everything is as if it had never been.')
      .argument('<correction>', 'its id'),
  ).action(async (id, options) => end(await load().undo(id, options, io)));
}
