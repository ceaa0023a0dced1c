import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../schema/project';

/** The source expression that lets this one inline element of the page run, and no other. */
function hashInline(html: string, element: 'style' | 'script'): string {
  const content = new RegExp(`<${element}>([^]*?)</${element}>`).exec(html)?.[1] ?? '';
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function createContentSecurityPolicy(html: string): string {
  return [
    "default-src 'none'",
    `style-src ${hashInline(html, 'style')}`,
    `script-src ${hashInline(html, 'script')}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Adds the page at / that says what this is and lets people try it. Read once: it is part of the release. */
export async function addHomePage(app: FastifyInstance): Promise<void> {
  const html = await readFile(join(projectRoot, 'gateway', 'home', 'index.html'), 'utf8');
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': createContentSecurityPolicy(html),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  app.get('/', async (_request, reply) => reply.headers(headers).send(html));
}
