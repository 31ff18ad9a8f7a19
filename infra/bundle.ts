import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** Files that a module reads from its own folder: they go with the bundles that the module is in. */
const FILES_OF: Readonly<Record<string, string>> = {
  'shared/entities/tagger/load.ts': 'shared/entities/tagger/tagger.model',
};

/**
 * A function's code: one ES module for what it always needs, and one for each part that it imports when it is needed
 * (the readers of formats), so that a cold start does not parse a PDF library for a text. CDK's own NodejsFunction makes
 * a single file of all of it.
 */
export function bundled(name: string): AssetCode {
  return Code.fromAsset(join(ROOT, 'functions', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: bundling here does not fail over to Docker, it throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(outdir) {
          bundle(join(ROOT, 'functions', name, 'handler.ts'), outdir);
          return true;
        },
      },
    },
  });
}

/** Writes the modules of a function, whose handler `entry` is, into `outdir`, and the files that they read. */
export function bundle(entry: string, outdir: string): void {
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    metafile: true,
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Emulators run functions with the Node that they find, which may be the oldest one that Dateline supports.
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    // CommonJS dependencies (yaml) ask for Node's own modules by `require`, which ES modules do not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  for (const [module, file] of Object.entries(FILES_OF)) {
    if (module in metafile.inputs) copyFileSync(join(ROOT, file), join(outdir, basename(file)));
  }
}
