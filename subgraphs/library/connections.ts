import { connectionOf } from '../kit/list/connection';
import { Organisation } from './organisation';
import { Publication } from './publication';

const ownRowsOnly = { isShareable: false, regionSlug: 'none' } as const;

export const PublicationConnection = connectionOf('Publication', Publication, {
  of: 'publications',
  ...ownRowsOnly,
});
export const OrganisationConnection = connectionOf('Organisation', Organisation, {
  of: 'organisations',
  ...ownRowsOnly,
});
