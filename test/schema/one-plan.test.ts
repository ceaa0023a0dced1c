import { compose } from '../../schema/compose';
import { services } from '../../schema/services';
import { examples } from '../support/examples';
import { plannerOf } from '../support/planner';
import { altered, committed, subgraph } from '../support/sdl';
import { composeRegions } from '../support/synthetic-regions';

const onePlanEach = Object.fromEntries(examples.map(({ name }) => [name, 1]));

function evaluatedPlans(supergraphSdl: string): Record<string, number> {
  const plan = plannerOf(supergraphSdl);
  return Object.fromEntries(examples.map(({ name, query }) => [name, plan(query).evaluatedPlans]));
}

describe('the planner', () => {
  it('weighs exactly one plan for each example', () => {
    expect(evaluatedPlans(committed('supergraph.graphql'))).toEqual(onePlanEach);
  });

  it('weighs exactly one plan for each example with 40 regions, all of them cold in less than ten seconds', () => {
    const { supergraphSdl } = composeRegions(40);
    const start = performance.now();
    const evaluated = evaluatedPlans(supergraphSdl);
    expect(evaluated).toEqual(onePlanEach);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('would weigh a choice for each region if a field had a second home', () => {
    const shared = services.map(({ slug, kind }) => {
      const { sdl } = subgraph(slug);
      if (kind === 'region') return subgraph(slug, altered(sdl, /^ {2}region: Region$/gm, '$& @shareable'));
      if (kind === 'library') return subgraph(slug);
      const withRegion = altered(
        sdl,
        /^(type \w+Activity implements .*), resolvable: false\) \{$/gm,
        '$1) {\n  region: Region @shareable',
      );
      return subgraph(slug, withRegion);
    });
    const interfaces = shared.map(({ name, sdl }) =>
      subgraph(name, sdl.replace(/^interface [^}]*\}/gm, (text) => text.replaceAll(' @shareable', ''))),
    );
    const { supergraphSdl } = compose(interfaces);
    expect(evaluatedPlans(supergraphSdl)['upcoming-activities']).toBe(16);
  });
});
