import { EventEmitter } from 'node:events';
import { logRejections } from '../../../functions/parse/rejections';

function processWith(env: NodeJS.ProcessEnv) {
  const ended: unknown[] = [];
  const process = Object.assign(new EventEmitter(), { env });
  process.on('unhandledRejection', (error) => ended.push(error));
  const warnings: unknown[] = [];
  logRejections({ warn: (...given) => void warnings.push(given) }, process);
  process.emit('unhandledRejection', new Error('Bad XRef entry'));
  return { ended, warnings };
}

describe('a rejection that nobody waits for', () => {
  it('is logged in Lambda, and does not end the function', () => {
    const { ended, warnings } = processWith({ AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' });
    expect(ended).toEqual([]);
    expect(warnings).toEqual([[expect.any(String), { code: 'REJECTION_UNHEEDED', error: 'Error: Bad XRef entry' }]]);
  });

  it('is left to whoever runs the process elsewhere', () => {
    const { ended, warnings } = processWith({});
    expect(ended).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});
