import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { addAskCommands, dropFilters } from './ask-commands';
import { addCorrectCommands } from './correct-commands';
import { CliError, EXIT } from './errors';
import { addKeepCommands } from './keep-commands';
import { type Io, printable, processIo } from './output';
import { addRunCommands } from './run-commands';
import { withTarget } from './target-options';

// Loaded when their command is called: the AWS SDK or the gazetteer take longer to load than a small file to read.
// `require` and not `import()`, for which tsx would have to start a thread of its own.
const load = {
  read: () => require('./read') as typeof import('./read'),
  drop: () => require('./drop') as typeof import('./drop'),
  retry: () => require('./retry') as typeof import('./retry'),
  deadLetters: () => require('./dead-letters') as typeof import('./dead-letters'),
};

/** Runs a command and answers its exit code (see `EXIT`). */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = dateline(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong, or has printed the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.unable;
    if (!(error instanceof CliError)) throw error;
    for (const line of error.message.split('\n'))
      io.err(line.startsWith(' ') ? `  ${printable(line)}` : printable(line));
    if (error.advice) io.err(error.advice);
    return error.exitCode;
  }
}

export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), processIo());
}

function dateline(io: Io, end: (exitCode: number) => void): Command {
  const program = new Command('dateline')
    .description('Turns a folder of news into answers. Drop files, ask what they say, see the words that it came from.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Try --help.')
    .configureOutput({
      writeOut: (text) => void io.out(text),
      writeErr: (text) => io.err(text.trimEnd()),
      getOutHelpWidth: () => io.width ?? 100,
    })
    .addHelpText(
      'after',
      `
Examples:
  $ npx dateline read article.txt              what is in a file, without storing it
  $ npx dateline drop ~/news                   put a folder into the archive
  $ npx dateline ask articles --entity gpe:russia
  $ npx dateline ask --help                    what can be asked

Exit codes: 0 all is well; 1 a file cannot be read, a drop was quarantined or did not end, or what was asked for
cannot be had; 2 wrong options, or no Dateline that answers.`,
    );

  program
    .command('read')
    .description('Parse and enrich files without storing them: titles, dates, paragraphs, entities.')
    .argument('<file...>', 'files, directories (all files below them), or - for standard input')
    .option('--jsonl', 'print one line of JSON for each article, with its text, metadata and annotations')
    .option('--name <name>', 'what standard input would be called if it were a file, e.g. article.md')
    .addHelpText(
      'after',
      `
A line of --jsonl has: file, ordinal (from 0, in the file), format, encoding, metadata (each value with its evidence),
warnings, text, paragraphs, sentences and annotations, each with kind, [start, end) in UTF-16 code units of the text,
value, paragraph and extractor. What cannot be read is said on stderr, and the exit code is 1.

Examples:
  $ npx dateline read article.txt
  $ npx dateline read --jsonl ~/news | jq -r '.annotations[].value.name' | sort | uniq -c
  $ curl -s https://example.org/feed/1.json | npx dateline read - --name 1.json`,
    )
    .action(async (paths, options) => end(await load.read().read(paths, options, io)));

  withTarget(
    program
      .command('drop')
      .description('Upload files and follow what becomes of each of them.')
      .argument('<path...>', 'files, or directories, whose files keep their path below the directory')
      .option('--prefix <path>', 'put them below incoming/<path>/')
      .option('--meta <name=value>', 'say what the files do not: title, publication, published, … (repeatable)', append)
      .option('--no-wait', 'do not wait for the receipts')
      .option('--timeout <seconds>', 'give up when there was no news for so long', '120')
      .option('--jsonl', 'print one line of JSON for each receipt that has ended')
      .addHelpText(
        'after',
        `
Examples:
  $ npx dateline drop article.txt
  $ npx dateline drop ~/news --prefix 2026/11 --meta publication="Fortnight in Review"
  $ npx dateline drop ~/news --stage prod --no-wait`,
      ),
  ).action(async (paths, options) => end(await load.drop().drop(paths, options, io)));

  addAskCommands(program, io, end);

  withTarget(
    dropFilters(
      program
        .command('retry')
        .description('Have drops read again that did not get through.')
        .argument('[id...]', 'ids of drops; or say which with the options'),
    ).addHelpText(
      'after',
      `
Examples:
  $ npx dateline ask drops --state quarantined
  $ npx dateline retry d-0123456789abcdef0123
  $ npx dateline retry --reason our-fault            after a fix
  $ npx dateline retry --reason too-large --key-prefix incoming/2026/`,
    ),
  ).action(async (ids, options) => end(await load.retry().retry(ids, options, io)));

  addRunCommands(program, io, end);
  addKeepCommands(program, io, end);
  addCorrectCommands(program, io, end);

  withTarget(
    program
      .command('dead-letters')
      .description('What queues have given up after all attempts, and why.')
      .argument('[queue]', 'one queue, e.g. parse: its messages; without it, how many each has'),
  ).action(async (queue, options) => end(await load.deadLetters().deadLetters(queue, options, io)));
  withTarget(
    program
      .command('redrive')
      .description('Move what a queue has given up back to it, after a fix.')
      .argument('<queue>', 'e.g. parse')
      .option('--rate <number>', 'messages a second, at most', '10'),
  ).action(async (queue, options) => end(await load.deadLetters().redrive(queue, options, io)));

  return program;
}

function append(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
