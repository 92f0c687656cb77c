/** Says what a scope allows in the words of a person who must agree to it. */
export function describeScope(scope: string): string {
  const known = fixed[scope];
  if (known !== undefined) return known;
  const [, objectType, access] = /^crm\.objects\.([a-z_.]+)\.(read|write)$/.exec(scope) ?? [];
  if (objectType !== undefined) {
    const things = objectType.replaceAll(/[_.]/g, ' ');
    return access === 'read' ? `View ${things}` : `Create, change and delete ${things}`;
  }
  const [, schemaType, schemaAccess] = /^crm\.schemas\.([a-z_.]+)\.(read|write)$/.exec(scope) ?? [];
  if (schemaType !== undefined) {
    return `${schemaAccess === 'read' ? 'View' : 'Change'} property settings of ${schemaType.replaceAll(/[_.]/g, ' ')}`;
  }
  return `Use “${scope}”`;
}

const fixed: Readonly<Record<string, string | undefined>> = {
  oauth: 'See which account it is connected to',
  automation: 'Offer actions in workflows',
  timeline: 'Add events to record timelines',
  files: 'Work with files',
  tickets: 'View and change tickets',
  content: 'Work with pages and blogs',
  'account-info.security.read': 'View security activity of the account',
};
