import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { parseAcceptLanguage } from '../../schema/contract/accept-language';
import { say, speaking } from '../../schema/contract/words';
import { refuseRequest } from '../../schema/http-refusals';
import { ourFault } from '../../schema/messages';
import { findRefusal } from './errors';
import type { Log } from './log';

interface Parts {
  readonly log: Log;
  readonly maxBodyBytes: number;
}

function answer(
  error: FastifyError,
  request: FastifyRequest,
  parts: Parts,
): { readonly status: number; readonly body: object } {
  const { headers, routeOptions } = request;
  const wrong = refuseRequest(error, { headers, maxBodyBytes: parts.maxBodyBytes });
  if (wrong) return wrong;
  const log = parts.log.child({ requestId: request.id });
  const refusal = findRefusal(error);
  if (refusal) {
    log.warn({ err: error, url: routeOptions.url }, 'the database cannot be used');
    return { status: 503, body: { error: refusal.message, code: refusal.extensions['code'] } };
  }
  log.error({ err: error, url: routeOptions.url }, 'a route failed');
  return { status: 500, body: { error: say(ourFault()) } };
}

/** Answers in place of a route that has failed, in the caller's language: what is wrong inside is for the log. */
export function answerFailure(parts: Parts) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): unknown => {
    const languages = parseAcceptLanguage(request.headers['accept-language']);
    const { status, body } = speaking(languages, () => answer(error, request, parts));
    return reply.code(status).send(body);
  };
}
