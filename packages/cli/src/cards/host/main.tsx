/** The page in which `hs-x dev` draws an app's cards. Each card's script calls `HSX_CARD_HOST.load` or, when it was broken, `.fail`. */
import { createRoot } from 'react-dom/client';
import { createActivity } from './activity.js';
import { ActivityPanel } from './activity-panel.js';
import { CardProblem, CardSlot, problemOf } from './card-slot.js';
import { createCardModules, type CardModules, type RenderCard } from './create-card-modules.js';
import { createExtensionApi } from './extension-api.js';
import type { PageContext } from './page-context.js';
import { reloadOnChange } from './reload-on-change.js';
import { createToasts, ToastList } from './toasts.js';

const page = JSON.parse(elementOf('hsx-page').textContent ?? '') as PageContext;
const activity = createActivity();
const toasts = createToasts();

Object.assign(globalThis, { HSX_CARD_HOST: { load, fail } });
createRoot(elementOf('hsx-tools')).render(<ActivityPanel activity={activity} />);
createRoot(document.body.appendChild(document.createElement('div'))).render(<ToastList toasts={toasts} />);
window.addEventListener('load', () => void reloadOnChange());

function load(id: string, run: (modules: CardModules) => void): void {
  const card = page.cards.find((each) => each.id === id);
  if (!card) return;
  let render: RenderCard | null = null;
  try {
    run(createCardModules(page, activity, (given) => (render = given)));
  } catch (thrown) {
    fail(id, problemOf(thrown));
    return;
  }
  if (render === null) {
    fail(id, 'The file never calls hubspot.extend(…), which is what draws a card.');
    return;
  }
  const api = createExtensionApi({ page, card, activity, toasts });
  createRoot(elementOf(id)).render(<CardSlot render={render} api={api} />);
}

function fail(id: string, problem: string): void {
  createRoot(elementOf(id)).render(<CardProblem problem={problem} />);
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element) return element;
  throw new Error(`The page has no element "${id}".`);
}
