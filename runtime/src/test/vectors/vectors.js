const fs = require('fs');
const querystring = require('querystring');
const json = JSON.stringify;
const every = (s, f) => Array.from({ length: s.length }, (_, i) => f(s.charCodeAt(i).toString(16).padStart(4, '0'))).join('');
const bytes = (s, f) => [...Buffer.from(s)].map((x) => f(x.toString(16).padStart(2, '0'))).join('');
const encoders = {
  encodeURIComponent,
  encodeURI,
  escape,
  URLSearchParams: (s) => new URLSearchParams({ k: s }).toString(),
  'new URL': (s) => new URL('http://x.test/?k=' + encodeURIComponent(s)).href,
  'querystring.stringify': (s) => querystring.stringify({ k: s }),
  'JSON.stringify': json,
  'JSON.stringify twice': (s) => json({ body: json({ k: s }) }),
  'JSON.stringify three times': (s) => json(json(json({ k: s }))),
  'JSON, each unit escaped': (s) => '"' + every(s, (x) => '\\u' + x) + '"',
  'JSON, each unit escaped in upper case': (s) => '"' + every(s, (x) => '\\u' + x.toUpperCase()) + '"',
  'JSON.stringify(JSON, each unit escaped)': (s) => json('"' + every(s, (x) => '\\u' + x) + '"'),
  'percent, each byte escaped': (s) => bytes(s, (x) => '%' + x),
  'HTML, each character by number': (s) => [...s].map((c) => '&#' + c.codePointAt(0) + ';').join(''),
  'HTML, each character by hex number': (s) => [...s].map((c) => '&#x000' + c.codePointAt(0).toString(16) + ';').join(''),
  btoa: (s) => Buffer.from(s).toString('base64'),
  base64url: (s) => Buffer.from('xx' + s).toString('base64url'),
  hex: (s) => Buffer.from(s).toString('hex'),
  'JSON.stringify(encodeURIComponent)': (s) => json(encodeURIComponent(s)),
  'encodeURIComponent(JSON.stringify)': (s) => encodeURIComponent(json({ k: s })),
  'encodeURIComponent(base64)': (s) => encodeURIComponent(Buffer.from(s).toString('base64')),
  'JSON.stringify(encodeURIComponent(base64))': (s) => json(encodeURIComponent(Buffer.from('abc' + s).toString('base64'))),
  'base64url(JSON.stringify)': (s) => Buffer.from(json({ k: s })).toString('base64url'),
};
for (const secret of JSON.parse(fs.readFileSync('secrets.json', 'utf8'))) {
  for (const [name, encode] of Object.entries(encoders)) {
    console.log(json({ by: 'javascript ' + name, secret, encoded: encode(secret), around: encode('') }));
  }
}
