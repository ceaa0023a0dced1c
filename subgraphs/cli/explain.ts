import { SetupError } from '../../schema/setup-error';
import { isUnavailable, OutcomeUnknown } from '../kit/database/failures';

// Known by its name: to import its class is to load composition, which no process but "schema" needs.
const COMPOSITION_ERROR = 'CompositionError';

/** What the system is asked for when a server begins to listen. */
const listening = ['listen', 'bind', 'getaddrinfo'];

function explainSystemError({ syscall, path, message }: NodeJS.ErrnoException): string | null {
  if (syscall === undefined) return null;
  if (listening.includes(syscall))
    return `Cannot listen there (${message}). Set HOST and PORT to what this machine has and allows.`;
  if (path !== undefined)
    return `Cannot use a file or folder (${message}). Make it writable, or name another with --data.`;
  return null;
}

/** What to tell a person about a mistake of set-up or of use; null for anything else, which is a bug. */
export function explain(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof SetupError || error.name === COMPOSITION_ERROR) return error.message;
  const isOfDatabase = error instanceof OutcomeUnknown || isUnavailable(error);
  return isOfDatabase
    ? 'The database was lost, or had no room or no connection left. Look after it, and try again.'
    : explainSystemError(error);
}
