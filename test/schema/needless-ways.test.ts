import { Kind, parse, print, type ConstDirectiveNode } from 'graphql';
import { services } from '../../schema/services';
import { altered, subgraph } from '../support/sdl';

/** The arguments of a directive, as they are written. */
function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, string> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, print(value).replaceAll('"', '')]));
}

/** Types with nothing but their keys that the planner may go through nevertheless: a choice that leads nowhere. */
function findNeedlessWays(sdl: string): string[] {
  return parse(sdl)
    .definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ fields = [], directives = [] }) => {
      const keys = directives.filter(({ name }) => name.value === 'key').map(argumentsOf);
      const inKeys = keys.flatMap((key) => key['fields']?.split(' ') ?? []);
      const addsNothing = fields.every(({ name }) => inKeys.includes(name.value));
      return addsNothing && keys.some(({ resolvable }) => resolvable !== 'false');
    })
    .map(({ name }) => name.value);
}

describe('a type that adds no field to what its key says', () => {
  it.each(services)('is no way to anything for the planner: in $slug', ({ slug }) => {
    expect(findNeedlessWays(subgraph(slug).sdl)).toEqual([]);
  });

  it('is found where its key is resolvable all the same', () => {
    const sdl = altered(
      subgraph('directory').sdl,
      /^(type WalesActivity .*), resolvable: false\) \{$/m,
      '$1) {',
    );
    expect(findNeedlessWays(sdl)).toEqual(['WalesActivity']);
  });
});
