import { isScalarType, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import {
  DateScalar,
  DateTimeScalar,
  EmailAddressScalar,
  LanguageTagScalar,
} from '../schema/contract/scalars';

const known: readonly GraphQLScalarType<unknown, unknown>[] = [
  DateScalar,
  DateTimeScalar,
  EmailAddressScalar,
  LanguageTagScalar,
];

/**
 * Makes a schema that was read from SDL refuse a wrong date or language tag by itself. Without this the gateway passes
 * it on, and the subgraph refuses the whole request: the client would read that the subgraph does not answer. Values
 * are checked, and go on as they came.
 */
export function teachScalars(schema: GraphQLSchema): void {
  for (const { name, parseValue, parseLiteral } of known) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    const { parseLiteral: readAsItIs } = type;
    type.parseValue = (value) => {
      parseValue(value);
      return value;
    };
    type.parseLiteral = (node, variables) => {
      parseLiteral(node, variables);
      return readAsItIs(node, variables);
    };
  }
}
