import { printSchema, type GraphQLSchema } from 'graphql';
import { findBreaking } from '../breaking-changes';
import { makeNullable, readCoordinate, throughFamily } from './edit';
import { rules, type Fault, type Scene } from './scene';
import { restoreFirst } from './shared-parts';

/** What clients could ask for before, and could not with this API. */
export async function judgePromises(scene: Scene, after: GraphQLSchema): Promise<Fault[]> {
  if (!scene.api) return [];
  const breaking = await findBreaking(printSchema(scene.api), after);
  return breaking.map(({ path, message }) => {
    const isNewArgument = /^Argument .* added to field/.test(message);
    return {
      at: path,
      what: `${message}: clients that ask for it get an error.`,
      rule: rules.promise,
      instead: isNewArgument
        ? 'Make the argument nullable, and do without it where it is not sent.'
        : `Keep ${path} as it was, with @deprecated if it is to go, and give what is new another name. When no client asks for it any more: --allow-breaking.`,
      remedy: (document) => {
        if (isNewArgument) {
          const name = /^Argument '(\w+)/.exec(message)?.[1] ?? '';
          const { type, member = '' } = readCoordinate(path);
          return throughFamily(document, `${type}.${member}(${name}:)`, makeNullable);
        }
        return restoreFirst(scene, document, path);
      },
    } satisfies Fault;
  });
}
