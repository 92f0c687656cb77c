import {
  BILLING_EVENT_TYPES,
  formatAmount,
  type CatalogueObstacle,
  type CatalogueStep,
  type KeptThing,
  type MadeSecret,
} from '@hs-x/sdk/stripe';
import { paint, type Meaning } from '../../terminal/paint.js';
import { plainText } from '../../terminal/plain-text.js';
import { wrapText } from '../../terminal/wrap-text.js';
import type { PushOutcome } from '../push-plans.js';
import { SIGNING_SECRETS, type SavedSecret } from '../save-signing-secret.js';
import type { View } from './view.js';

/** What a push does, or did: one line a thing. `+` is made, `~` is changed, `=` stays, `!` needs a person. */
export function catalogueLines(outcome: PushOutcome, view: View): readonly string[] {
  const { steps, kept, obstacles, mode } = outcome;
  return [
    paint('strong', `Stripe, ${mode} mode`),
    '',
    ...[...steps.flatMap(stepEntries), ...kept.map(keptEntry), ...obstacles.map(obstacleEntry)].flatMap(
      (entry) => entryLines(entry, view),
    ),
    '',
    ...wrapText(verdict(outcome), { columns: view.maxWidth, indent: '' }),
    ...secretLines(outcome, view),
    ...priceLines(outcome),
  ];
}

interface Entry {
  readonly sign: '+' | '~' | '=' | '!';
  readonly what: 'product' | 'price' | 'portal' | 'endpoint' | 'destination' | 'plan';
  readonly text: string;
}

const MEANINGS: Readonly<Record<Entry['sign'], Meaning>> = {
  '+': 'good',
  '~': 'warning',
  '=': 'soft',
  '!': 'bad',
};
const WHAT_WIDTH = 'destination'.length;

function entryLines({ sign, what, text }: Entry, { maxWidth }: View): readonly string[] {
  const first = `  ${paint(MEANINGS[sign], sign)} ${what.padEnd(WHAT_WIDTH)}  `;
  return wrapText(plainText(text), { columns: maxWidth, first, indent: ' '.repeat(WHAT_WIDTH + 6) });
}

function stepEntries(step: CatalogueStep): readonly Entry[] {
  const { sign, what, texts } = described(step);
  return texts.map((text) => ({ sign, what, text }));
}

function described(step: CatalogueStep): Omit<Entry, 'text'> & { readonly texts: readonly string[] } {
  switch (step.kind) {
    case 'createProduct':
      return { sign: '+', what: 'product', texts: [`${step.plan}: “${step.name}” (${step.id})`] };
    case 'updateProduct':
      return { sign: '~', what: 'product', texts: [productChange(step)] };
    case 'createPrice':
      return { sign: '+', what: 'price', texts: [newPrice(step)] };
    case 'moveLookupKey':
      return { sign: '~', what: 'price', texts: [keyChange(step)] };
    case 'setPortal':
      return { sign: '~', what: 'portal', texts: portalChanges(step) };
    case 'createEndpoint':
      return { sign: '+', what: 'endpoint', texts: [newEndpoint(step)] };
    case 'updateEndpoint':
      return { sign: '~', what: 'endpoint', texts: [endpointChange(step)] };
    case 'createDestination':
      return {
        sign: '+',
        what: 'destination',
        texts: [`${step.url}, thin events: ${step.events.join(', ')}`],
      };
  }
}

type StepOf<Kind extends CatalogueStep['kind']> = Extract<CatalogueStep, { kind: Kind }>;

function productChange({ plan, from, to }: StepOf<'updateProduct'>): string {
  const name = from.name === to.name ? [] : [`“${from.name}” → “${to.name}”`];
  const state = from.isActive ? [] : ['archived → active'];
  return `${plan}: ${from.id} ${[...name, ...state].join(', ')}`;
}

function newPrice({ plan, wished, replaces }: StepOf<'createPrice'>): string {
  const made = `${plan}: ${formatAmount(wished)}, lookup key ${wished.lookupKey}`;
  if (replaces === null) return made;
  return `${made}, taken from ${replaces.id} (${formatAmount(replaces)}), which stays for those who pay it`;
}

function keyChange({ plan, priceId, lookupKey, from }: StepOf<'moveLookupKey'>): string {
  return `${plan}: ${priceId} gets the lookup key ${lookupKey}${from === null ? '' : `, from ${from}`}`;
}

function portalChanges({ settings, isSwitchedOn, offeredPlans }: StepOf<'setPortal'>): readonly string[] {
  return [
    ...settings.map(
      ({ setting, from, to, consequence }) => `${setting}: ${from} → ${to}, since now ${consequence}`,
    ),
    ...(isSwitchedOn ? ['lets customers change the plan'] : []),
    ...(offeredPlans.length === 0 ? [] : [`offers ${offeredPlans.join(', ')} at the prices that are sold`]),
  ];
}

function newEndpoint({ url, apiVersion, besides }: StepOf<'createEndpoint'>): string {
  const beside = besides === null ? '' : `, beside ${besides} of another version, which stays`;
  return `${url}, ${BILLING_EVENT_TYPES.length} events, API version ${apiVersion}${beside}`;
}

function endpointChange({ url, addedEvents, isSwitchedOn }: StepOf<'updateEndpoint'>): string {
  const added = addedEvents.length === 0 ? [] : [`is also sent ${addedEvents.join(', ')}`];
  return `${url} ${[...(isSwitchedOn ? ['is switched on'] : []), ...added].join(' and ')}`;
}

function keptEntry({ what, plan, name }: KeptThing): Entry {
  return { sign: '=', what, text: plan === null ? name : `${plan}: ${name}` };
}

function obstacleEntry({ what, message, next }: CatalogueObstacle): Entry {
  return { sign: '!', what, text: `${message} ${next}` };
}

function verdict({ steps, obstacles, mode, isPushed }: PushOutcome): string {
  if (steps.length === 0)
    return obstacles.length === 0
      ? `Nothing to do: Stripe’s ${mode} mode holds what hs-x.toml asks for.`
      : 'Nothing to do but what only a person can.';
  const count = steps.length === 1 ? '1 change' : `${steps.length} changes`;
  return isPushed
    ? `${count} made in ${mode} mode.`
    : `${count} to make; nothing was changed. Run it again with --yes to make exactly ${steps.length === 1 ? 'this one' : 'these'}.`;
}

function secretLines(
  { isPushed, steps, savedSecret, savedMeterSecret }: PushOutcome,
  { maxWidth }: View,
): readonly string[] {
  if (!isPushed) return [];
  const isNew = (kind: CatalogueStep['kind']) => steps.some((step) => step.kind === kind);
  return [
    ...(isNew('createEndpoint') ? [secretText('endpoint', savedSecret)] : []),
    ...(isNew('createDestination') ? [secretText('destination', savedMeterSecret)] : []),
  ].flatMap((text) => wrapText(text, { columns: maxWidth, indent: '' }));
}

function secretText(sender: MadeSecret['sender'], saved: SavedSecret | null): string {
  const { name, title, place } = SIGNING_SECRETS[sender];
  const secret = `The signing secret of the new ${title}`;
  return saved === null
    ? `${secret} was not kept. Reveal it in the Stripe Dashboard (${place}), then: hs-x secrets set ${name}`
    : `${secret} is kept in ${saved.file} as ${saved.name}${saved.isBesideFormer ? ', in front of the former one' : ''}. Set it where the app runs, and restart the app.`;
}

function priceLines({ lines }: PushOutcome): readonly string[] {
  if (lines.length === 0) return [];
  return ['', 'Put into hs-x.toml:', ...lines.flatMap(({ table, line }) => ['', `  ${table}`, `  ${line}`])];
}
