import { compose } from '../../schema/compose';
import { findRegion, regions } from '../../schema/regions';
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

  it('would weigh two ways for each region if the region of an activity were of the concrete type', () => {
    const subgraphs = services.map(({ slug }) => {
      const region = findRegion(slug);
      if (!region) return subgraph(slug);
      const ofActivity = /^(type \w+Activity [^}]*?\n {2}region: )Region$/m;
      return subgraph(slug, altered(subgraph(slug).sdl, ofActivity, `$1${region.prefix}`));
    });
    const { supergraphSdl } = compose(subgraphs);
    expect(evaluatedPlans(supergraphSdl)).toEqual({
      ...onePlanEach,
      'upcoming-activities': 2 ** regions.length,
    });
  });
});
