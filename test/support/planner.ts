import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode, type QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';

/** A plan, and how many the planner weighed to find it. */
export interface Planned {
  readonly plan: QueryPlan;
  readonly evaluatedPlans: number;
}

/** Plans operations over a supergraph as @apollo/gateway 2.14 does, which gives its planner no configuration here. */
export function plannerOf(supergraphSdl: string): (query: string) => Planned {
  const supergraph = Supergraph.build(supergraphSdl);
  const api = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return (query) => {
    const plan = planner.buildQueryPlan(operationFromDocument(api, parse(query)));
    return { plan, evaluatedPlans: planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0 };
  };
}

/** A step of a plan: a subgraph that is asked, or steps one after the other, or steps at once. */
export type Step = string | { readonly then: readonly Step[] } | { readonly atOnce: readonly Step[] };

function stepOf(node: PlanNode): Step {
  switch (node.kind) {
    case 'Fetch':
      return node.serviceName;
    case 'Flatten':
      return stepOf(node.node);
    case 'Sequence':
      return { then: node.nodes.map(stepOf) };
    case 'Parallel':
      return { atOnce: node.nodes.map(stepOf) };
    default:
      throw new Error(`A plan of ours has no step of the kind ${node.kind}.`);
  }
}

/** Which subgraphs a plan asks, and in which order; null when it asks none. */
export function stepsOf({ node }: QueryPlan): Step | null {
  if (!node) return null;
  if (node.kind === 'Subscription') throw new Error('Subscriptions are not planned.');
  return stepOf(node);
}
