import { Construct } from 'constructs';
import { DatelineFunction, type Foundation } from './function';

/** Answers: the function that the API asks about the archive. It may only read. */
export class Query extends Construct {
  readonly function: DatelineFunction;

  constructor(scope: Construct, foundation: Foundation) {
    super(scope, 'Query');
    const { archive } = foundation;
    this.function = new DatelineFunction(this, {
      ...foundation,
      name: 'query',
      impact: 'Some questions get no answer.',
    });
    archive.grantObjects(this.function, 'articles', 'GetObject');
    // The versions of an article are found by listing what was made of it.
    archive.grantNoticingAbsence(this.function);
    archive.grantItems(this.function, 'GetItem', 'BatchGetItem', 'Query');
    archive.grantReceiptsIndex(this.function);
  }
}
