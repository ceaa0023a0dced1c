import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolder } from '../project';
import { rules, type Fault } from './scene';

/** A published example operation, by the name of its file. */
interface Operation {
  readonly name: string;
  readonly query: string;
}

/** Every published example operation. */
export function readOperations(folder = join(schemaFolder, 'examples')): Operation[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({
      name: file.replace(/\.graphql$/, ''),
      query: readFileSync(join(folder, file), 'utf8'),
    }));
}

/** Example operations that the graph would not answer any more, or that it would have to choose a way for. */
export function judgeOperations({
  supergraphSdl,
  api,
}: {
  supergraphSdl: string;
  api: GraphQLSchema;
}): Fault[] {
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  return readOperations().flatMap(({ name, query }) => {
    const at = `schema/examples/${name}.graphql`;
    const [invalid] = validate(api, parse(query));
    if (invalid) {
      return {
        at,
        what: `The example does not hold any more: ${invalid.message}`,
        rule: rules.promise,
        instead: 'Keep what it asks for, or publish another example first.',
      };
    }
    planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
    const plans = planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0;
    if (plans === 1) return [];
    return {
      at,
      what: `The planner has ${plans} ways to answer the example; each region more would multiply them.`,
      rule: rules.onePlan,
      instead:
        'Give no second way to a field: no second key, and "resolvable: false" on types that add nothing.',
    };
  });
}
