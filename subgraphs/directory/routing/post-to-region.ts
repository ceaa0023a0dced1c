/** Where the regions are, and what their calls are signed with. */
export interface RegionCalls {
  /** Address by slug. */
  readonly urls: Readonly<Record<string, string>>;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

/** The region did not answer: it may or may not have done what it was asked. */
export class RegionSilent extends Error {
  /** Slug, where it is known here. */
  readonly region?: string;

  constructor(message: string, { region, ...options }: ErrorOptions & { region?: string } = {}) {
    super(message, options);
    this.region = region;
  }
}

// Longer than a read is given: a write that is cut off leaves its caller in doubt.
const DEADLINE_MILLIS = 5000;

/** What is posted. */
interface Posted {
  readonly body: object;
  readonly headers: Record<string, string>;
  readonly deadlineMillis?: number | undefined;
}

/** Posts JSON to a region, and gives what it answers, whatever its status. Throws RegionSilent. */
export async function post(
  url: string,
  { body, headers, deadlineMillis = DEADLINE_MILLIS }: Posted,
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMillis),
    });
    return await response.json();
  } catch (error) {
    throw new RegionSilent('A region did not answer.', { cause: error });
  }
}
