import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { config, startApp } from './support/start-app.ts';

const PORTAL = '1';
const CONTACT = { contactId: '101' };
const PAYING_PORTAL = '2';
const topPlan = config.billing.plans.at(-1) ?? '';

let app: Awaited<ReturnType<typeof startApp>>;
before(async () => {
  app = await startApp();
  await app.grant(PAYING_PORTAL, topPlan);
});
after(() => app.stop());

test('a portal that does not pay adds no note, and is told where to upgrade', async () => {
  const { status, body } = await app.callFunction(PORTAL, 'addNote', { ...CONTACT, text: 'Hello' });
  assert.equal(status, 402);
  assert.match(body.error.upgradeUrl, /^http/);
});

test('a portal that pays adds notes and reads them', async () => {
  await app.callFunction(PAYING_PORTAL, 'addNote', { ...CONTACT, text: 'Prefers email' });
  const { status, body } = await app.callFunction(PAYING_PORTAL, 'notes', CONTACT);
  assert.equal(status, 200);
  assert.deepEqual(
    body.result.notes.map((note: { text: string }) => note.text),
    ['Prefers email'],
  );
});

test('the workflow action adds a note once, however often HubSpot repeats the call', async () => {
  for (let call = 0; call < 2; call += 1) {
    const { body } = await app.runAction(PAYING_PORTAL, 'addNoteToContact', { text: 'From a workflow' });
    assert.equal(body.outputFields.noteId, `run-${PAYING_PORTAL}`);
  }
  const { body } = await app.callFunction(PAYING_PORTAL, 'notes', CONTACT);
  const texts = body.result.notes.map((note: { text: string }) => note.text);
  assert.equal(texts.filter((text: string) => text === 'From a workflow').length, 1);
});

test('the workflow of a portal that does not pay goes on, with the reason as output', async () => {
  const { status, body } = await app.runAction(PORTAL, 'addNoteToContact', { text: 'Hello' });
  assert.equal(status, 200);
  assert.equal(body.outputFields.hs_execution_state, 'FAIL_CONTINUE');
});

test('a portal does not see the notes of another', async () => {
  await app.grant('3', topPlan);
  const { body } = await app.callFunction('3', 'notes', CONTACT);
  assert.deepEqual(body.result.notes, []);
});
