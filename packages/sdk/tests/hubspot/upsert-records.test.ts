import { ObjectSerializer } from '@hubspot/api-client/lib/codegen/crm/contacts/models/ObjectSerializer.js';
import { expect, it } from 'vitest';
import { readOutcome, upsertBody, upsertRecords } from '../../src/hubspot/upsert-records.js';

const records = ['a', 'b', 'c'].map((id) => ({ id, properties: { email: id } }));
const result = (trace: number, isNew = false) => ({ id: '1', new: isNew, objectWriteTraceId: String(trace) });
const refusal = (trace: unknown) => ({
  category: 'VALIDATION_ERROR',
  context: { objectWriteTraceId: trace },
});

it('sends what HubSpot’s own client would send, to the dated address', async () => {
  const sent: { url: string; init: RequestInit }[] = [];
  const connection = {
    apiOrigin: 'https://api.example',
    fetch: (url: string, init: RequestInit) => {
      sent.push({ url, init });
      return Promise.resolve(Response.json({ results: [result(0), result(1), result(2)] }));
    },
  };
  const wish = { objectType: 'contacts', idProperty: 'email', records, bearer: 'token' };
  expect(await upsertRecords(connection, wish)).toEqual({ written: 3, created: 0, refused: [] });
  const body = upsertBody(wish);
  const theirs: unknown = ObjectSerializer.serialize(
    body,
    'BatchInputSimplePublicObjectBatchInputUpsert',
    '',
  );
  expect(sent[0]?.url).toBe('https://api.example/crm/objects/2026-09/contacts/batch/upsert');
  expect(sent[0]?.init.headers).toMatchObject({
    authorization: 'Bearer token',
    'content-type': 'application/json',
  });
  expect(JSON.parse(sent[0]?.init.body as string)).toEqual(theirs);
  expect(body.inputs[1]).toEqual({
    id: 'b',
    idProperty: 'email',
    objectWriteTraceId: '1',
    properties: { email: 'b' },
  });
});

it.each([
  ['names its errors by a list', [result(0, true), result(2)], [refusal(['1'])], 'VALIDATION_ERROR'],
  ['names its errors by one text', [result(0, true), result(2)], [refusal('1')], 'VALIDATION_ERROR'],
  ['names no input in its errors', [result(0, true), result(2)], [{ category: 'CONFLICT' }], 'UNKNOWN'],
  ['leaves one out without a word', [result(0, true), result(2)], undefined, 'UNKNOWN'],
])('knows which record was not written when an answer %s', (_what, results, errors, code) => {
  expect(readOutcome({ results, ...(errors ? { errors } : {}) }, records)).toEqual({
    written: 2,
    created: 1,
    refused: [{ id: 'b', code }],
  });
});

it('takes results without trace ids for what they are when there are enough of them', () => {
  const results = records.map(() => ({ id: '1', new: true }));
  expect(readOutcome({ results }, records)).toEqual({ written: 3, created: 3, refused: [] });
});
