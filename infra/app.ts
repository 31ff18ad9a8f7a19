import { App, Validations } from 'aws-cdk-lib';
import { nagPacks } from './nag';
import { DatelineStack } from './stack';
import { readStage } from './stage';
import { stages } from './stages';

const app = new App();
const name: unknown = app.node.tryGetContext('stage') ?? 'dev';
new DatelineStack(app, readStage(String(name), stages));
Validations.of(app).addPlugins(...nagPacks(app));
