// A wallet and an issuer made of the OpenWallet Foundation's packages (npm: @openid4vc/openid4vp, @sd-jwt/*), for the
// tests, on a port of 127.0.0.1 that the system chooses.
//
// Says `ready: URL` when it answers; URL is the issuer. It publishes its keys (/.well-known/jwt-vc-issuer) and a list
// of statuses (/statuses/1). The tests tell it what to do:
//   POST /control/issue {claims, hidden}     puts a credential into the wallet, answers {index}
//   POST /control/withdraw {index}           withdraws it
//   POST /control/scan {link, show?, deny?}  opens the link as a wallet does: fetches and checks the request, presents
//                                            what it asks for, posts it; answers {request, status, answer}
import { createHash, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';

import { setGlobalConfig } from '@openid4vc/oauth2';
import { Openid4vpClient, parseOpenid4vpAuthorizationRequest } from '@openid4vc/openid4vp';
import { StatusList, createHeaderAndPayload } from '@sd-jwt/jwt-status-list';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { CompactEncrypt, CompactSign, compactVerify, importJWK, importX509 } from 'jose';

setGlobalConfig({ allowInsecureUrls: true }); // the city is on this machine

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { public: publicKey.export({ format: 'jwk' }), private: privateKey.export({ format: 'jwk' }) };
}

const issuerKey = { ...newKey(), kid: 'issuer-1' };
const holderKey = newKey();
const statuses = new StatusList(new Array(1000).fill(0), 2);
const held = [];

const sha256 = (data) => createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest();

// The libraries leave signing to whoever uses them: here another one does it.
function signer(key) {
  return async (data) => {
    const [header, payload] = data.split('.');
    const token = await new CompactSign(Buffer.from(payload, 'base64url'))
      .setProtectedHeader(JSON.parse(Buffer.from(header, 'base64url')))
      .sign(await importJWK(key, 'ES256'));
    // The payload is signed as it was written: the header is written anew in the same words.
    if (token.slice(0, token.lastIndexOf('.')) !== data) throw new Error('the header was written otherwise');
    return token.slice(token.lastIndexOf('.') + 1);
  };
}

const credentials = new SDJwtVcInstance({
  hasher: async (data) => sha256(data),
  hashAlg: 'sha-256',
  saltGenerator: async (length) => randomBytes(length).toString('base64url'),
  signAlg: 'ES256',
  signer: signer(issuerKey.private),
  kbSignAlg: 'ES256',
  kbSigner: signer(holderKey.private),
});

async function issue({ claims, hidden }) {
  const index = held.length;
  const payload = {
    iss: issuer,
    iat: Math.floor(Date.now() / 1000),
    status: { status_list: { idx: index, uri: `${issuer}/statuses/1` } },
    cnf: { jwk: holderKey.public },
    ...claims,
  };
  const credential = await credentials.issue(payload, { _sd: hidden }, { header: { kid: issuerKey.kid } });
  held.push({ credential, vct: payload.vct });
  return { index };
}

async function statusList() {
  const now = Math.floor(Date.now() / 1000);
  const { header, payload } = createHeaderAndPayload(
    statuses,
    { iss: issuer, sub: `${issuer}/statuses/1`, iat: now, exp: now + 3600, ttl: 0 },
    { alg: 'ES256', typ: 'statuslist+jwt', kid: issuerKey.kid },
  );
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(await importJWK(issuerKey.private, 'ES256'));
}

const client = new Openid4vpClient({
  callbacks: {
    fetch,
    hash: async (data, name) => createHash(name.replace('-', '')).update(data).digest(),
    verifyJwt: async (by, { compact }) => {
      if (by.method !== 'x5c') return { verified: false };
      const certificate = new X509Certificate(Buffer.from(by.x5c[0], 'base64'));
      await compactVerify(compact, await importX509(certificate.toString(), by.alg));
      return { verified: true, signerJwk: certificate.publicKey.export({ format: 'jwk' }) };
    },
    getX509CertificateMetadata: (encoded) => {
      const names = new X509Certificate(Buffer.from(encoded, 'base64')).subjectAltName?.split(', ') ?? [];
      const kind = (prefix) => names.filter((n) => n.startsWith(prefix)).map((n) => n.slice(prefix.length));
      return { sanDnsNames: kind('DNS:'), sanUriNames: kind('URI:') };
    },
    encryptJwe: async (how, data) => {
      const encrypting = new CompactEncrypt(Buffer.from(data))
        .setProtectedHeader({ alg: how.alg, enc: how.enc, kid: how.publicJwk.kid })
        .setKeyManagementParameters({ apv: Buffer.from(how.apv, 'base64url') });
      return { encryptionJwk: how.publicJwk, jwe: await encrypting.encrypt(await importJWK(how.publicJwk, how.alg)) };
    },
  },
});

// A frame for the library out of the paths of a DCQL query.
function frame(claims) {
  const whole = {};
  for (const { path } of claims) {
    let place = whole;
    path.forEach((name, at) => {
      if (at === path.length - 1) place[name] ??= true;
      else place = place[name] = typeof place[name] === 'object' ? place[name] : {};
    });
  }
  return whole;
}

async function scan({ link, show, deny }) {
  const { params } = parseOpenid4vpAuthorizationRequest({ authorizationRequest: link });
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: params });
  const request = resolved.authorizationRequestPayload;
  if (deny) {
    const refusal = new URLSearchParams({ error: 'access_denied', state: request.state });
    const response = await fetch(request.response_uri, { method: 'POST', body: refusal });
    return { request, status: response.status, answer: await response.json() };
  }
  const [query] = request.dcql_query.credentials;
  const found = held.findLast((each) => query.meta.vct_values.includes(each.vct));
  if (query.format !== 'dc+sd-jwt' || !found) throw new Error('the wallet has no such credential');
  const presentation = await credentials.present(found.credential, show ?? frame(query.claims), {
    kb: { payload: { iat: Math.floor(Date.now() / 1000), nonce: request.nonce, aud: resolved.client.effective } },
  });
  const made = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: { vp_token: { [query.id]: [presentation] } },
    ...(request.response_mode === 'direct_post.jwt' && {
      jarm: {
        encryption: { nonce: randomBytes(16).toString('hex') },
        serverMetadata: {
          authorization_signing_alg_values_supported: [],
          authorization_encryption_alg_values_supported: ['ECDH-ES'],
          authorization_encryption_enc_values_supported: ['A256GCM', 'A128GCM'],
        },
      },
    }),
  });
  const { response } = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: made.authorizationResponsePayload,
    jarm: made.jarm,
  });
  return { request, status: response.status, answer: await response.json() };
}

const deeds = {
  '/control/issue': issue,
  '/control/withdraw': async ({ index }) => statuses.setStatus(index, 1) ?? {},
  '/control/scan': scan,
};

async function told(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}

function say(response, status, body, media = 'application/json') {
  response.writeHead(status, { 'content-type': media }).end(media === 'application/json' ? JSON.stringify(body) : body);
}

server.on('request', async (request, response) => {
  try {
    if (request.url === '/.well-known/jwt-vc-issuer') {
      const key = { ...issuerKey.public, kid: issuerKey.kid, use: 'sig', alg: 'ES256' };
      say(response, 200, { issuer, jwks: { keys: [key] } });
    } else if (request.url === '/statuses/1') {
      say(response, 200, await statusList(), 'application/statuslist+jwt');
    } else if (request.method === 'POST' && deeds[request.url]) {
      say(response, 200, await deeds[request.url](await told(request)));
    } else {
      say(response, 404, {});
    }
  } catch (error) {
    console.error(error);
    say(response, 400, { error: String(error) });
  }
});
console.log(`ready: ${issuer}`);
