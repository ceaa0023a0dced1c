/** One line of a calendar, unfolded; `value` as it stands there. */
export interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
}

const shape = /^([A-Z][A-Z0-9-]*)((?:;[A-Z][A-Z0-9-]*=[^;:",\s]+)*):(.*)$/s;

/** Lines of an iCalendar text, unfolded. Throws where the text is not what RFC 5545 (3.1) wants. */
function unfold(text: string): string[] {
  if (!text.endsWith('\r\n')) throw new Error('The last line does not end.');
  const folded = text.slice(0, -2).split('\r\n');
  for (const line of folded) {
    if (/[^\P{Cc}\t]|[\u2028\u2029]/u.test(line)) throw new Error(`A control character: ${line}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`More than 75 octets: ${line}`);
    if (Buffer.from(line).toString() !== line) throw new Error(`Not UTF-8: ${line}`);
  }
  return folded.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
}

function parseLine(line: string): Property {
  const [, name, parameters, value] = shape.exec(line) ?? [];
  if (name === undefined || parameters === undefined || value === undefined)
    throw new Error(`No property: ${line}`);
  const pairs = parameters
    .split(';')
    .slice(1)
    .map((pair) => pair.split('=') as [string, string]);
  return { name, parameters: Object.fromEntries(pairs), value };
}

/** Parses a text that holds one component. Throws where it is not strictly what RFC 5545 wants. */
export function parseCalendar(text: string): Component {
  const root = { name: '', properties: [] as Property[], components: [] as Component[] };
  const open = [root];
  for (const property of unfold(text).map(parseLine)) {
    const current = open.at(-1)!;
    if (property.name === 'BEGIN') {
      const made = { name: property.value, properties: [], components: [] };
      current.components.push(made);
      open.push(made);
    } else if (property.name === 'END') {
      if (property.value !== current.name) throw new Error(`${current.name} ends as ${property.value}.`);
      open.pop();
    } else current.properties.push(property);
  }
  const [calendar, ...others] = root.components;
  if (open.length !== 1 || !calendar || others.length > 0 || root.properties.length > 0)
    throw new Error('Not one component.');
  return calendar;
}

/** The text that a value of the type TEXT stands for. Throws on what has to be escaped and is not. */
export function readText(value: string): string {
  if (!/^(?:[^\\;,]|\\[\\;,nN])*$/s.test(value)) throw new Error(`Not a TEXT: ${value}`);
  return value.replace(/\\(.)/gs, (_all, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

/** The only property with this name; undefined when there is none. Throws when there are several. */
export function property(component: Component, name: string): Property | undefined {
  const [found, ...others] = component.properties.filter((one) => one.name === name);
  if (others.length > 0) throw new Error(`${component.name} has several ${name}.`);
  return found;
}

/** The text of a property; undefined when there is none. */
export function textOf(component: Component, name: string): string | undefined {
  const found = property(component, name);
  return found && readText(found.value);
}

/** The components of this kind, in their order. */
export function partsOf(component: Component, name: string): Component[] {
  return component.components.filter((one) => one.name === name);
}

const local = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/, '$1-$2-$3T$4:$5:$6Z'));

/** The instant that DTSTART or DTEND means, by the rules that the calendar itself gives for its zones. */
export function instantOf(calendar: Component, { parameters, value }: Property): string {
  if (value.endsWith('Z')) return new Date(local(value)).toISOString();
  const zone = partsOf(calendar, 'VTIMEZONE').find(
    (one) => property(one, 'TZID')?.value === parameters['TZID'],
  );
  if (!zone) throw new Error(`The calendar has no zone ${parameters['TZID']}.`);
  const rules = zone.components
    .map((rule) => ({
      begins: local(property(rule, 'DTSTART')!.value),
      to: property(rule, 'TZOFFSETTO')!.value,
    }))
    .filter(({ begins }) => begins <= local(value))
    .sort((one, other) => one.begins - other.begins);
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(rules.at(-1)!.to)!;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return new Date(local(value) - offset * 60_000).toISOString();
}
