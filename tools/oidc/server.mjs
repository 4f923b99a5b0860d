// A certified OpenID provider (npm: oidc-provider) for the tests, on a port of 127.0.0.1 that the system chooses.
//
// Says `ready: URL` when it answers. Clients register themselves (OpenID Connect Dynamic Client Registration). People
// sign in with any name; whoever calls on /control/rotate gets new keys, the old ones are gone at once.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const cookieKeys = [randomBytes(32).toString('hex')];

// What the provider knows stays when it gets new keys, which its own memory would not.
const shelf = new Map();
class Shelf {
  constructor(name) { this.name = name; }

  key(id) { return `${this.name}:${id}`; }

  async upsert(id, payload, seconds) {
    shelf.set(this.key(id), { payload, until: seconds ? Date.now() + seconds * 1000 : Infinity });
  }

  async find(id) {
    const held = shelf.get(this.key(id));
    return held && held.until > Date.now() ? held.payload : undefined;
  }

  async findByUid(uid) {
    const held = [...shelf].find(([key, { payload }]) => key.startsWith(`${this.name}:`) && payload.uid === uid);
    return held?.[1].payload;
  }

  async consume(id) { (await this.find(id)).consumed = Math.floor(Date.now() / 1000); }

  async destroy(id) { shelf.delete(this.key(id)); }

  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of shelf) if (payload.grantId === grantId) shelf.delete(key);
  }
}

function keys() {
  const made = [
    ['RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['EdDSA', generateKeyPairSync('ed25519')],
  ];
  return made.map(([alg, { privateKey }]) => ({
    ...privateKey.export({ format: 'jwk' }), alg, kid: randomUUID(), use: 'sig',
  }));
}

function about(id) {
  return {
    sub: id,
    name: `${id} of Haneul`,
    preferred_username: id,
    email: `${id}@haneul.example`,
    email_verified: true,
    realm_access: { roles: ['road-officer', 'offline_access'] },
    groups: ['/streets/roads'],
    ci: `CI-OF-${id}`,
    auth_level: '2',
  };
}

function provider() {
  const made = new Provider(issuer, {
    adapter: Shelf,
    acrValues: ['silver', 'gold'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups', 'realm_access', 'ci', 'auth_level'],
      email: ['email', 'email_verified'],
      acr: null, amr: null, auth_time: null, iss: null, sid: null,
    },
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    conformIdTokenClaims: process.env.CLAIMS === 'userinfo',
    cookies: { keys: cookieKeys },
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256'],
      idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA', 'HS256'],
    },
    features: {
      backchannelLogout: { enabled: true },
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      registration: { enabled: true },
    },
    // The city is on this machine here, to which the provider would not send its logout tokens.
    fetch: (url, { dispatcher: _, ...options }) => globalThis.fetch(url, options),
    findAccount: (_, id) => ({ accountId: id, claims: () => about(id) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: keys() },
    pkce: { required: () => true },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 300, Session: 600 },
  });
  made.on('server_error', (_, error) => console.error(error));
  made.on('backchannel.error', (_, error) => console.error(error));
  return made;
}

let current = provider();
let answer = current.callback();

function page(response, body) {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Provider</title>${body}`);
}

async function form(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

async function granted(details) {
  const { prompt, params, session } = details;
  const grant = new current.Grant({ accountId: session.accountId, clientId: params.client_id });
  if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
  if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
  return grant.save();
}

// The person's own pages: a name and a password (any), then consent; either can be refused.
async function interaction(request, response, uid, deed) {
  const details = await current.interactionDetails(request, response);
  if (request.method !== 'POST') {
    const { name } = details.prompt;
    const fields = name === 'login' ? '<input name="login"><input name="password" type="password">' : '';
    page(response, `<form method="post" action="/interaction/${uid}/${name}" data-acr="${details.params.acr_values ?? ''}"
      data-locale="${details.params.ui_locales ?? ''}">${fields}<button>Go on</button></form>
      <form method="post" action="/interaction/${uid}/abort"><button>Cancel</button></form>`);
    return;
  }
  const said = await form(request);
  if (deed === 'abort') {
    const result = { error: 'access_denied', error_description: 'The person does not want to <b>.' };
    await current.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } else if (deed === 'login') {
    const login = {
      accountId: said.get('login'), ...(said.get('acr') && { acr: said.get('acr') }),
      ...(said.get('amr') && { amr: said.get('amr').split(' ') }), remember: true,
    };
    await current.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  } else {
    const consent = { grantId: await granted(details) };
    await current.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }
}

server.on('request', (request, response) => {
  const [, first, uid, deed] = request.url.split('?')[0].split('/');
  if (first === 'control' && uid === 'rotate' && request.method === 'POST') {
    current = provider();
    answer = current.callback();
    response.writeHead(204).end();
  } else if (first === 'interaction') {
    interaction(request, response, uid, deed).catch((error) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
    });
  } else {
    answer(request, response);
  }
});
console.log(`ready: ${issuer}`);
