import { operations } from '../../shared/api/operations';
import { type Answer, type Callables, callable, type Input } from '../../shared/http/callable';
import { getArticle, getArticleText, getSourceMap, listArticles } from './articles';
import { getCorrection, listCorrections } from './corrections';
import type { Dependencies } from './dependencies';
import { getDrop, getHold, listDrops } from './drops';
import { getEntity, listEntities, listEntityArticles } from './entities';
import { getGazetteers } from './gazetteers';
import { listQuotations } from './quotations';
import { getArticleReferences, listMissing } from './references';
import { listEntityRelations } from './relations';
import { listEntityRoles, listRoles } from './roles';
import { listSimilarArticles } from './similar';
import { getSource, listCitations, listSources } from './sources';
import { listArticleVersions } from './versions';

async function getHealth(_: Input<'getHealth'>, { stage, versions }: Dependencies): Promise<Answer<'getHealth'>> {
  return { body: { status: 'ok', stage, versions } };
}

/** The operations that only read. */
export const queryOperations: Callables<Dependencies> = {
  getHealth: callable(operations.getHealth, getHealth),
  listArticles: callable(operations.listArticles, listArticles),
  getArticle: callable(operations.getArticle, getArticle),
  getArticleText: callable(operations.getArticleText, getArticleText),
  getSourceMap: callable(operations.getSourceMap, getSourceMap),
  listArticleVersions: callable(operations.listArticleVersions, listArticleVersions),
  listSimilarArticles: callable(operations.listSimilarArticles, listSimilarArticles),
  listEntities: callable(operations.listEntities, listEntities),
  getEntity: callable(operations.getEntity, getEntity),
  listEntityArticles: callable(operations.listEntityArticles, listEntityArticles),
  listEntityRelations: callable(operations.listEntityRelations, listEntityRelations),
  listCorrections: callable(operations.listCorrections, listCorrections),
  getCorrection: callable(operations.getCorrection, getCorrection),
  getArticleReferences: callable(operations.getArticleReferences, getArticleReferences),
  getGazetteers: callable(operations.getGazetteers, getGazetteers),
  listMissing: callable(operations.listMissing, listMissing),
  listSources: callable(operations.listSources, listSources),
  getSource: callable(operations.getSource, getSource),
  listCitations: callable(operations.listCitations, listCitations),
  listQuotations: callable(operations.listQuotations, listQuotations),
  listRoles: callable(operations.listRoles, listRoles),
  listEntityRoles: callable(operations.listEntityRoles, listEntityRoles),
  listDrops: callable(operations.listDrops, listDrops),
  getDrop: callable(operations.getDrop, getDrop),
  getHold: callable(operations.getHold, getHold),
};
