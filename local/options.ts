import { Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';

/** Used when they are free and no port was asked for. */
export const DEFAULT_PORTS = { s3: 9000, api: 8080 } as const;

/** Where `npx dateline` looks too when it is not told. */
export const DEFAULT_DATA = '.dateline';

const Options = z.object({
  data: z.string(),
  bucket: z.string(),
  s3Port: z.int().optional(),
  apiPort: z.int().optional(),
  dropFolder: z.string(),
  samples: z.boolean(),
});
export type Options = z.infer<typeof Options>;

/**
 * Reads the command line. Commander prints what is wrong, or the help, and throws `CommanderError`.
 * @param args without node and script
 * @param write where to print
 */
export function parseOptions(args: readonly string[], write: (text: string) => void): Options {
  const command = new Command('npm start --')
    .description('Runs Dateline on this machine: S3, queues, table, functions and HTTP API, on loopback only.')
    .option('--data <directory>', 'where everything is kept', nonEmpty, DEFAULT_DATA)
    .option('--bucket <name>', 'name of the bucket', bucketName, 'dateline-local')
    .addOption(port('--s3-port <port>', `port of the S3 endpoint, 0 for any free one (default: ${DEFAULT_PORTS.s3})`))
    .addOption(port('--api-port <port>', `port of the HTTP API, 0 for any free one (default: ${DEFAULT_PORTS.api})`))
    .option('--drop-folder <directory>', 'files put here are dropped into the bucket', nonEmpty, 'drop')
    .option('--no-samples', 'do not drop the sample articles at the first start')
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: write })
    .showHelpAfterError('(--help lists the options)')
    .exitOverride();
  return Options.parse(command.parse(args, { from: 'user' }).opts());
}

function port(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
      throw new InvalidArgumentError('It must be a number from 0 to 65535.');
    }
    return Number(text);
  });
}

function nonEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

function bucketName(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(text)) {
    throw new InvalidArgumentError('It must have 3 to 63 of a-z, 0-9 and "-", the latter not at its ends.');
  }
  return text;
}
