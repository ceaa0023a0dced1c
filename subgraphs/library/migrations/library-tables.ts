import type { QueryRunner } from 'typeorm';
import {
  createTables,
  text,
  longText,
  json,
  integer,
  real,
  key,
  orNull,
  Migration,
} from '../../kit/database/schema-steps';

/** What is known. */
export class LibraryTables1795219200030 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      theme: {
        columns: { id: key(text(100)), slug: text(80), labelByLanguage: json(), position: integer() },
        indexes: { theme_by_slug: { unique: ['slug'] } },
      },
      publication: {
        columns: {
          id: key(text(100)),
          title: orNull(text(200)),
          year: orNull(integer()),
          kind: orNull(text(20)),
          subject: orNull(text(200)),
          themeSlugs: orNull(json()),
          sortKey: text(210),
        },
        indexes: { publication_by_sort_key: ['sortKey', 'id'] },
      },
      finding: {
        columns: {
          publicationId: key(text(100)),
          slug: key(text(80)),
          textByLanguage: json(),
          position: integer(),
        },
      },
      organisation: {
        columns: {
          id: key(text(100)),
          name: text(200),
          nameSince: orNull(text(10)),
          formerNames: orNull(json()),
          ties: json(),
          founded: orNull(integer()),
          legalForm: orNull(text(200)),
          joining: orNull(text(200)),
          registeredIn: orNull(text(200)),
          role: orNull(text(200)),
          sortName: text(200),
        },
        indexes: { organisation_by_name: ['sortName', 'id'] },
      },
      cohort: { columns: { id: key(text(100)), startsIn: text(7), reason: orNull(longText()) } },
      milestone: {
        columns: {
          position: key(integer()),
          date: text(10),
          precision: text(10),
          place: orNull(text(200)),
          text: longText(),
        },
      },
      observation: {
        columns: {
          position: key(integer()),
          metric: text(50),
          operator: text(10),
          value: real(),
          asAt: orNull(text(10)),
          source: text(200),
        },
      },
      area: {
        columns: {
          gss: key(text(9)),
          nameByLanguage: json(),
          type: text(20),
          parentGss: orNull(text(9)),
          from: orNull(text(10)),
          to: orNull(text(10)),
          replacesGss: orNull(json()),
          replacedByGss: orNull(json()),
        },
      },
      access_feature_kind: { columns: { slug: key(text(80)), labelByLanguage: json(), position: integer() } },
      coop_membership: {
        columns: {
          id: key(text(100)),
          memberId: orNull(text(100)),
          organisationId: orNull(text(100)),
          since: text(10),
          status: text(20),
        },
        indexes: {
          coop_membership_by_member: { unique: ['memberId'] },
          coop_membership_by_organisation: { unique: ['organisationId'] },
        },
      },
      loaded_reference: { columns: { id: key(integer()), hash: text(64) } },
    });
  }
}
