// SPDX-License-Identifier: Apache-2.0
// A real OpenID Connect provider (npm oidc-provider) for the tests, and in front of it what a hostile or broken one does.
//
//   node tests/oidc/provider.mjs PORT REDIRECT_URI…
//
// GET /control?fault=NAME makes the token endpoint answer wrongly from then on: nonce, audience, issuer, expired, none,
// signature, userinfo; empty: as it should. POST /control/rotate signs with a new key from then on.
import { createRequire } from 'node:module';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { default: Provider } = await import(require.resolve('oidc-provider'));

const [port, ...redirects] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const rsa = (kid) => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig', pem: pair.privateKey };
};
const ec = () => ({ ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256', use: 'sig' });
const people = {
  ana: { email: 'ana@example.org', email_verified: true, name: 'Ana Lima', groups: ['sre'] },
  bo: { email: 'bo@example.org', email_verified: false, name: 'Bo Berg', groups: [] },
  eve: { email: 'ada@example.org', email_verified: true, name: 'Eve', groups: ['admins'] },
  cy: { email: 'cy@elsewhere.example', email_verified: true, name: 'Cy', groups: ['admins'] },
};

let keys = [rsa('one'), ec()];
let handler;
const start = () => {
  const common = { redirect_uris: redirects, grant_types: ['authorization_code'], response_types: ['code'] };
  const provider = new Provider(issuer, {
    clients: [
      { ...common, client_id: 'debrief', client_secret: 'a secret: with/odd+characters' },
      { ...common, client_id: 'debrief-es', client_secret: 'other', id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'client_secret_post' },
    ],
    jwks: { keys: keys.map(({ pem, ...key }) => key) },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
    cookies: { keys: ['for the tests only'] },
  });
  handler = { provider, callback: provider.callback() };
};
start();

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
// The provider's own token with one thing wrong, signed with its own key where a signature is not what is wrong.
function spoil(token, fault) {
  const [head, body, signature] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString());
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (fault === 'nonce') claims.nonce = 'another';
  if (fault === 'audience') claims.aud = 'another-application';
  if (fault === 'issuer') claims.iss = 'https://another.example';
  if (fault === 'expired') claims.exp = claims.iat - 3600;
  if (fault === 'subject') claims.sub = '';
  if (fault === 'none') return `${part({ alg: 'none' })}.${body}.`;
  if (fault === 'signature') return `${head}.${part({ ...claims, sub: 'eve' })}.${signature}`;
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(keys[0].pem).toString('base64url')}`;
}

let fault = '';

// Signs in whoever the login hint of the address names, without a page.
async function interact(request, response) {
  const details = await handler.provider.interactionDetails(request, response);
  const who = wanted;
  if (who === 'nobody') return handler.provider.interactionFinished(request, response, { error: 'access_denied' });
  if (details.prompt.name === 'login') return handler.provider.interactionFinished(request, response, { login: { accountId: who } });
  const grant = new handler.provider.Grant({ accountId: who, clientId: details.params.client_id });
  grant.addOIDCScope('openid email profile');
  return handler.provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}
let wanted = 'ana';

createServer(async (request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname === '/control') {
    fault = url.searchParams.get('fault') ?? '';
    wanted = url.searchParams.get('who') ?? wanted;
    return response.end('ok');
  }
  if (url.pathname === '/control/rotate') {
    keys = [rsa('two'), keys[1]];
    start();
    return response.end('ok');
  }
  if (url.pathname.startsWith('/interaction/')) return interact(request, response);
  if (!fault || !['/token', '/me'].includes(url.pathname)) return handler.callback(request, response);
  // Answers of the real provider pass through here to be spoiled.
  const send = response.end.bind(response);
  response.end = (body, ...rest) => {
    if (!body || response.statusCode !== 200) return send(body, ...rest);
    const document = JSON.parse(body.toString());
    if (url.pathname === '/token' && fault !== 'userinfo') document.id_token = spoil(document.id_token, fault);
    if (url.pathname === '/me' && fault === 'userinfo') document.sub = 'eve';
    const text = JSON.stringify(document);
    response.setHeader('content-length', Buffer.byteLength(text));
    return send(text);
  };
  return handler.callback(request, response);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
