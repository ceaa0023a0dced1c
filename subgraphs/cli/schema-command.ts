import { findDrift, generateArtefacts, writeArtefacts, type SubgraphCode } from '../../schema/artefacts';
import { schemaFolder } from '../../schema/project';
import { readPublished } from '../../schema/published';
import { services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { getProgram } from '../programs';

/** The SDL of every subgraph as its code makes it. */
export async function subgraphCode(): Promise<SubgraphCode[]> {
  return Promise.all(
    services.map(async ({ slug, kind, port }) => {
      const { publishedSdl, localSdl } = (await getProgram(slug)).schema();
      return { name: slug, kind, url: `http://127.0.0.1:${port}/graphql`, sdl: publishedSdl, localSdl };
    }),
  );
}

function listed(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

/**
 * Fails where the committed schema is not what the code makes, and names what would break. A subgraph that is published
 * from elsewhere does not drift: its committed SDL is what is deployed.
 */
export async function checkSchema(folder = schemaFolder): Promise<string> {
  const { artefacts, breaking } = await generateArtefacts(await subgraphCode(), folder);
  const drift = findDrift(artefacts, folder);
  const faults = [
    ...(breaking.length > 0 ? [listed('These changes break clients of the API:', breaking)] : []),
    ...(drift.length > 0
      ? [listed('The committed schema is not what the code makes. Run "npm run schema" and commit:', drift)]
      : []),
  ];
  if (faults.length > 0) throw new SetupError(faults.join('\n'));
  return [
    `The committed schema is what the code makes: ${artefacts.size} files.`,
    ...Object.entries(readPublished(folder)).map(
      ([name, { from, at }]) => `But ${name}, published from ${from} at ${at}: that stays as it is deployed.`,
    ),
  ].join('\n');
}

/** Writes the schema that the code makes; a change that breaks clients is refused unless it is meant. */
export async function writeSchema(
  { allowBreaking }: { allowBreaking: boolean },
  folder = schemaFolder,
): Promise<string> {
  const { artefacts, breaking } = await generateArtefacts(await subgraphCode(), folder);
  if (breaking.length > 0 && !allowBreaking) {
    throw new SetupError(
      listed(
        'Nothing was written: these changes break clients. Use --allow-breaking if you mean it.',
        breaking,
      ),
    );
  }
  const changed = findDrift(artefacts, folder);
  writeArtefacts(artefacts, folder);
  return changed.length === 0 ? 'Nothing changed.' : listed('Written:', changed);
}
