import type { IncomingHttpHeaders } from 'node:http';
import { parseAcceptLanguage } from './contract/accept-language';
import { sayIn } from './contract/words';
import type { ErrorCode } from './error-codes';
import { tellForeignFault } from './foreign-faults';
import { bodyTooLarge } from './messages';

/** What a request is answered with that is not even a question to the graph. */
export function createRefusal(code: ErrorCode, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}

interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly maxBodyBytes: number;
}

/** The answer to a request that the HTTP layer cannot take, in its caller's language; null where the fault is ours. */
export function refuseRequest(
  { statusCode = 500, message }: { readonly statusCode?: number; readonly message: string },
  { headers, maxBodyBytes }: Request,
): { readonly status: number; readonly body: ReturnType<typeof createRefusal> } | null {
  if (statusCode < 400 || statusCode >= 500) return null;
  const isTooLarge = statusCode === 413;
  const words = isTooLarge
    ? bodyTooLarge(maxBodyBytes, headers['content-length'])
    : tellForeignFault('BAD_REQUEST', message);
  const code = isTooLarge ? 'REQUEST_TOO_LARGE' : 'BAD_REQUEST';
  const languages = parseAcceptLanguage(headers['accept-language']);
  return { status: statusCode, body: createRefusal(code, sayIn(languages, words)) };
}
