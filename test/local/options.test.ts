import { CommanderError } from 'commander';
import { parseOptions } from '../../local/options';

function refusal(...args: string[]): { exitCode: number; printed: string } {
  let printed = '';
  try {
    parseOptions(args, (text) => {
      printed += text;
    });
  } catch (error) {
    if (error instanceof CommanderError) return { exitCode: error.exitCode, printed };
  }
  throw new Error('It was accepted');
}

describe('parseOptions', () => {
  it('has defaults', () => {
    expect(parseOptions([], () => {})).toEqual({
      data: '.dateline',
      bucket: 'dateline-local',
      dropFolder: 'drop',
      samples: true,
    });
  });

  it('reads every option', () => {
    const args = '--data d --s3-port 0 --api-port 65535 --bucket my-news --drop-folder in --no-samples'.split(' ');
    expect(parseOptions(args, () => {})).toEqual({
      data: 'd',
      s3Port: 0,
      apiPort: 65_535,
      bucket: 'my-news',
      dropFolder: 'in',
      samples: false,
    });
  });

  it.each([
    [['--s3-port', '70000'], "'70000' is invalid"],
    [['--api-port', 'http'], "'http' is invalid"],
    [['--bucket', 'No_Good'], "'No_Good' is invalid"],
    [['--data', ''], 'must not be empty'],
    [['--colour'], "unknown option '--colour'"],
    [['file.txt'], 'too many arguments'],
  ])('says what is wrong with %j', (args, message) => {
    const { exitCode, printed } = refusal(...args);
    expect(exitCode).not.toBe(0);
    expect(printed).toContain(message);
    expect(printed).toContain('--help lists the options');
  });

  it('explains itself', () => {
    const { exitCode, printed } = refusal('--help');
    expect(exitCode).toBe(0);
    expect(printed).toContain('--no-samples');
  });
});
