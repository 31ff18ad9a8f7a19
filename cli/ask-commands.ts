import type { Command } from 'commander';
import type { Io } from './output';
import { withTarget } from './target-options';

const ask = () => require('./ask') as typeof import('./ask');

/** What `POST /drops/retry` and the list of drops choose by. */
export function dropFilters(command: Command): Command {
  return command
    .option('--reason <class>', 'quarantined as unsupported, damaged, too-large, missing, temporary or our-fault')
    .option('--at <stage>', 'that are at this stage, or did not get through it: parse, enrich or store')
    .option('--key-prefix <key>', 'whose key begins so: incoming/…');
}

/** `dateline ask …`: a command for each operation of the HTTP API that reads. */
export function addAskCommands(program: Command, io: Io, end: (exitCode: number) => void): void {
  const group = program
    .command('ask')
    .description('Ask what is in the archive.')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dateline ask articles --publication monitor --from 2000-12-01 --to 2000-12-31
  $ npx dateline ask entities --q putin
  $ npx dateline ask entity-articles person:vladimir-putin --all --json
  $ npx dateline ask drops --state quarantined`,
    );

  const one = (name: string, description: string) =>
    withTarget(group.command(name).description(description).option('--json', 'print what the API answers'));
  const list = (name: string, description: string) =>
    one(name, description)
      .optionsGroup('Options:')
      .option('--limit <number>', 'items a page')
      .option('--cursor <cursor>', 'go on where the page before ended')
      .option('--all', 'go on to the end');
  const published = (command: Command) =>
    command
      .option('--publication <name>', 'of this publication')
      .option('--from <day>', 'published on this day (UTC) or later, YYYY-MM-DD')
      .option('--to <day>', 'published on this day (UTC) or earlier');

  published(list('articles', 'Articles, newest first.'))
    .option('--entity <id>', 'that mention this entity')
    .option('--cites <id>', 'that cite this source')
    .option('--topic <id>', 'of this IPTC Media Topic, or one below it: medtop:11000000 is politics')
    .option('--mentions-from <day>', 'that speak of this day (UTC) or a later one, with --mentions-to')
    .option('--mentions-to <day>', 'that speak of this day (UTC) or an earlier one, with --mentions-from')
    .action(async (options) => end(await ask().articles(options, io)));
  one('article', 'One article: metadata with evidence, and entities with the words.')
    .argument('<id>')
    .action(async (id, options) => end(await ask().article(id, options, io)));
  withTarget(group.command('text').description('The canonical text of an article.'))
    .argument('<id>')
    .action(async (id, options) => end(await ask().text(id, options, io)));
  one('references', 'Which articles an article refers to, and which refer to it.')
    .argument('<id>')
    .action(async (id, options) => end(await ask().references(id, options, io)));
  list('missing', 'Issues that articles refer to and that are not in the archive, the most wanted first.')
    .option('--publication <name>', 'of this publication')
    .action(async (options) => end(await ask().missing(options, io)));
  list('sources', 'Cited sources by name.')
    .option('--q <prefix>', 'whose name begins so')
    .action(async (options) => end(await ask().sources(options, io)));
  list('citations', 'Articles that cite a source, newest first, with the days of the reports.')
    .argument('<id>')
    .option('--from <day>', 'published on this day (UTC) or later, YYYY-MM-DD')
    .option('--to <day>', 'published on this day (UTC) or earlier')
    .action(async (id, options) => end(await ask().citations(id, options, io)));
  list('quotations', 'Who said what, newest article first.')
    .option('--speaker <id>', 'words of this entity')
    .option('--source <id>', 'words that are cited from this source')
    .option('--from <day>', 'published on this day (UTC) or later, YYYY-MM-DD')
    .option('--to <day>', 'published on this day (UTC) or earlier')
    .action(async (options) => end(await ask().quotations(options, io)));
  list('roles', 'Who holds which office of a country or an organisation, newest article first.')
    .requiredOption('--of <id>', 'of this country or organisation: gpe:russia, org:nato')
    .option('--title <title>', 'this office: "foreign minister", "secretary general"')
    .option('--at <day>', 'held on this day (UTC), YYYY-MM-DD')
    .action(async (options) => end(await ask().roles(options, io)));
  list('entity-roles', 'The offices that a person holds, or that are of a country or an organisation.')
    .argument('<id>')
    .action(async (id, options) => end(await ask().entityRoles(id, options, io)));
  list('entities', 'Entities by name.')
    .option('--type <type>', 'PERSON, ORG, GPE or LOC')
    .option('--q <prefix>', 'whose name, or a word of it, begins so')
    .action(async (options) => end(await ask().entities(options, io)));
  one('entity', 'One entity.')
    .argument('<id>')
    .action(async (id, options) => end(await ask().entity(id, options, io)));
  published(list('entity-articles', 'Articles that mention an entity, newest first.'))
    .argument('<id>')
    .action(async (id, options) => end(await ask().entityArticles(id, options, io)));
  list('relations', 'What an entity has to do with others, newest article first, with the sentence that says it.')
    .argument('<id>')
    .option('--relation <name>', 'role-of, member-of, located-in, met-with, said-about or co-mention')
    .option('--other <id>', 'with this entity')
    .option('--from <day>', 'published on this day (UTC) or later, YYYY-MM-DD')
    .option('--to <day>', 'published on this day (UTC) or earlier')
    .action(async (id, options) => end(await ask().relations(id, options, io)));
  dropFilters(list('drops', 'Receipts, newest first: what became of each dropped file.'))
    .option('--state <state>', 'received, parsed, enriched, stored or quarantined')
    .action(async (options) => end(await ask().drops(options, io)));
  one('drop', 'One receipt.')
    .argument('<id>')
    .action(async (id, options) => end(await ask().drop(id, options, io)));
  one('health', 'Whether Dateline answers, and with which versions.').action(async (options) =>
    end(await ask().health(options, io)),
  );
}
