import type { EntityRoles, ListedRole } from '../../shared/api/schemas';
import { roleIndex } from '../../shared/archive/keys';
import { entityPlaces, type Places } from '../../shared/archive/places';
import type { Listed, ListedArticle, Position } from '../../shared/archive/reader';
import type { Analysis, ShownHead } from '../../shared/archive/records';
import { officeInEntry } from '../../shared/archive/role-lines';
import { correctedAnnotations } from '../../shared/corrections/annotations';
import { isHidden, type Overlay } from '../../shared/corrections/overlay';
import { follow } from '../../shared/corrections/state';
import type { Annotation } from '../../shared/extractors/extractor';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { servicesOf } from '../../shared/offices/governments';
import { countriesKnown, holdersOf, OFFICES_SOURCE, termsOf } from '../../shared/offices/offices';
import { titleKey } from '../../shared/offices/titles';
import { termShown } from '../../shared/roles/gazetteer';
import type { RoleValue } from '../../shared/roles/model';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';
import { presentEntity } from './entities';
import { analysedOf } from './shown';

type Role = Extract<Annotation, { kind: 'role' }>;

/** Who holds an office of a country or an organisation, newest article first. */
export async function listRoles(input: Input<'listRoles'>, deps: Dependencies): Promise<Answer<'listRoles'>> {
  const { of, title, at, limit } = input.query;
  const { archive } = deps;
  const overlay = await archive.corrections();
  const body = follow(overlay.state, of).id;
  const office = title === undefined ? undefined : titleKey(title);
  const list = (after: Position | undefined): Promise<Listed<ListedArticle>> =>
    archive.standingIn(rolePlaces(overlay, body), {
      limit,
      after,
      to: at,
      fits: ({ offices, dated }) =>
        offices !== undefined &&
        (office === undefined || offices.includes(officeInEntry(office))) &&
        (at === undefined || dated),
    });
  const page = await pageOf(
    'listRoles',
    input,
    async (after) => (isHidden(overlay, body) ? { items: [] } : list(after)),
    (item) => item,
  );
  const fits = (role: RoleValue) =>
    role.of?.id === body && (office === undefined || role.office === office) && (at === undefined || isHeld(role));
  const items = await rolesOf(page.body.items, deps, overlay, fits);
  const terms = office !== undefined && at !== undefined ? holdersOf(office, body, { from: at, to: at }) : [];
  return { body: { items, next: page.body.next, gazetteer: terms.map(termShown) } };
}

const isHeld = ({ status }: RoleValue): boolean => status === 'current' || status === 'acting';

/** What an entity is said to hold, or what offices are said to be its own, newest article first. */
export async function listEntityRoles(
  input: Input<'listEntityRoles'>,
  deps: Dependencies,
): Promise<Answer<'listEntityRoles'>> {
  const { archive } = deps;
  const overlay = await archive.corrections();
  const entity = await knownOrInferred(input.params.id, overlay, deps);
  const page = await pageOf(
    'listEntityRoles',
    input,
    (after) =>
      archive.standingIn(rolePlaces(overlay, entity.id), {
        limit: input.query.limit,
        after,
        fits: ({ offices }) => offices !== undefined,
      }),
    (item) => item,
  );
  const fits = ({ person, of }: RoleValue) =>
    [person?.id, person?.known?.id, of?.id].some(
      (id) => id !== undefined && follow(overlay.state, id).id === entity.id,
    );
  const items = await rolesOf(page.body.items, deps, overlay, fits);
  const isPerson = entity.id.startsWith('person:');
  return {
    body: {
      items,
      next: page.body.next,
      gazetteer: { terms: termsOf(entity.id).map(termShown), governments: isPerson ? governmentsOf(entity.name) : [] },
    },
  };
}

/** Somebody who is only ever inferred is mentioned by no article, and is an entity of the gazetteer all the same. */
async function knownOrInferred(
  asked: string,
  overlay: Overlay,
  deps: Dependencies,
): Promise<{ id: string; name: string }> {
  const [term] = isHidden(overlay, asked) ? [] : termsOf(follow(overlay.state, asked).id);
  return (await deps.archive.entity(follow(overlay.state, asked).id)) || !term
    ? presentEntity(asked, overlay, deps)
    : term.person;
}

function governmentsOf(name: string): EntityRoles['gazetteer']['governments'] {
  const countries = new Map(countriesKnown().map(({ code, id, name: country }) => [code, { id, name: country }]));
  return servicesOf(name).flatMap((service) => {
    const of = countries.get(service.code);
    const { periods } = service;
    return of
      ? periods.map(({ from, to = null }) => ({ name: service.name, of, from, to, source: OFFICES_SOURCE }))
      : [];
  });
}

/** Where articles stand whose roles are of an entity: where they mention it, and where they do not. */
function rolePlaces(overlay: Overlay, id: string): Places {
  const [mentioned, unmentioned] = [entityPlaces(overlay, id), entityPlaces(overlay, id, roleIndex)];
  return {
    walked: [...mentioned.walked, ...unmentioned.walked],
    pinned: [...mentioned.pinned, ...unmentioned.pinned],
  };
}

async function rolesOf(
  articles: readonly ListedArticle[],
  deps: Dependencies,
  overlay: Overlay,
  fits: (role: RoleValue) => boolean,
): Promise<ListedRole[]> {
  const found = await analysedOf(
    articles.map(({ head }) => head),
    deps,
  );
  return found.flatMap(({ head, analysis }) => rolesIn(head, analysis, overlay, fits));
}

function rolesIn(
  head: ShownHead,
  { annotations, article }: Analysis,
  overlay: Overlay,
  fits: (role: RoleValue) => boolean,
): ListedRole[] {
  const roles = correctedAnnotations(overlay, head.articleId, annotations.filter(isRole)).shown;
  return roles.flatMap(({ annotation, correctedBy }) => {
    if (!isRole(annotation) || !fits(annotation.value)) return [];
    const { start, end, value, reason = null } = annotation;
    const text = article.text.slice(start, end);
    return [{ article: toSummary(head), text, start, end, role: value, reason, ...(correctedBy && { correctedBy }) }];
  });
}

const isRole = (annotation: Annotation): annotation is Role => annotation.kind === 'role';
