import type { Command } from 'commander';

/** Options of every command that talks to a Dateline. */
export function withTarget(command: Command): Command {
  return command
    .optionsGroup('Which Dateline (the one that `npm start` runs in this directory, unless you say):')
    .option('--data <dir>', 'data directory of an embedded runtime; it is .dateline if you say nothing')
    .option('--endpoints <file>', 'a file {"s3": url, "bucket": name, "api": url}')
    .option('--stage <name>', 'a deployed stage')
    .option('--outputs <file>', 'what `cdk deploy --outputs-file` wrote; for --stage it is cdk-outputs.json')
    .option('--api <url>', 'base URL of the HTTP API')
    .option('--bucket <name>', 'the bucket that goes with --api')
    .option('--s3 <url>', 'the S3 endpoint that goes with --api, where it is not AWS');
}
