import { Signature } from '@hubspot/api-client';
import { describe, expect, it } from 'vitest';

import {
  decodeByTable,
  signV1,
  signV2,
  signV3,
  type SignedParts,
} from '../../src/hubspot/calls/sign-request.js';

const webhook: SignedParts = {
  clientSecret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
  method: 'POST',
  uri: 'https://www.example.com/webhook_uri',
  body: '{"example_field":"example_value"}',
  timestampMs: 1693657560000,
};
const own = { ...webhook, clientSecret: 'hsx-test-client-secret-0001', timestampMs: 1790000001000 };
const cardUri =
  'https://app.example.com/_hsx/cards/insights?userId=456&portalId=62515&userEmail=jo%2Bx%40example.com&appId=54321';

describe('request signatures', () => {
  it('agree with the vectors published by HubSpot and its SDKs', () => {
    expect(signV3(webhook)).toBe('oaA3M5dEtt6kFsseJD/Hv/x+JNl1vsoxFj4oxmwP6Go=');
    const python = { ...webhook, body: "{'example_field':'example_value'}" };
    expect(signV3(python)).toBe('K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=');
    expect(signV1(python)).toBe('69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750');
    expect(signV2(webhook)).toBe('9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900');
    expect(signV2({ ...webhook, method: 'GET', body: '' })).toBe(
      'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
    );
  });

  it('cover text outside ASCII as UTF-8', () => {
    const uri = 'https://app.example.com/workflow-actions/enrich/invoke';
    const action = { ...own, uri, body: '{"note":"Zürich — 日本"}' };
    expect(signV3(action)).toBe('8e600ZXMIFeqQsUkb3K0FXxdyaM5QRRnVVi0q7Mc7JM=');
    expect(signV2(action)).toBe('e7f2faf184a6c0578dcff2f3915ee8b9530550e96c6b3476f2615795b9bb1820');
  });

  it('hash an address raw or decoded by the table, which leaves %2B alone', () => {
    const get = { ...own, method: 'GET', uri: cardUri, body: '' };
    expect(signV3(get)).toBe('tBW99XzAgkPWrxmrAvp8fLgKW086aAZGmRO0pZAS9w8=');
    expect(decodeByTable(cardUri)).toContain('jo%2Bx@example.com');
    expect(signV3({ ...get, uri: decodeByTable(cardUri) })).toBe(
      '19n333Rgntd0u2EqaKEb25hN8YYJpBylldm1cUW5Jy8=',
    );
  });

  it('are accepted by the official client', () => {
    const timestamp = Date.now();
    const fresh = { ...webhook, timestampMs: timestamp };
    const isValid = Signature.isValid({
      signature: signV3(fresh),
      clientSecret: webhook.clientSecret,
      requestBody: webhook.body,
      signatureVersion: 'v3',
      url: webhook.uri,
      method: 'POST',
      timestamp,
    });
    expect(isValid).toBe(true);
  });
});
