import { nagPacks } from '../../infra/nag';
import { build } from './synthesize';

// `npm run synth` runs the same packs over the stage that is synthesized; here, over what stages can turn on.
test.each([
  ['as it is by default', {}],
  [
    'with all that can be turned on',
    {
      public: true,
      corsOrigins: ['https://desk.example'],
      extractorProvider: 'comprehend',
      alarmEmail: 'desk@example.org',
      alarms: 'full',
      tracing: true,
    },
  ],
  ['with all that can be turned off', { alarms: 'none', keepData: false }],
])('cdk-nag has nothing to say about a stage %s', (_, settings) => {
  const { app } = build(settings);
  const findings = nagPacks(app)
    .map((pack) => pack.validateScope(app))
    .flatMap(({ violations }) => violations)
    .map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map(({ constructPath }) => constructPath),
    ]);
  expect(findings).toEqual([]);
});
