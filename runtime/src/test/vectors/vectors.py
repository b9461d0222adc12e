import base64, binascii, html, json, sys, urllib.parse as u
from xml.sax import saxutils

def b(s): return s.encode()

ENCODERS = {
    "quote": u.quote,
    "quote(safe='')": lambda s: u.quote(s, safe=""),
    "quote_plus": u.quote_plus,
    "urlencode": lambda s: u.urlencode({"k": s}),
    "json.dumps": json.dumps,
    "json.dumps(ensure_ascii=False)": lambda s: json.dumps(s, ensure_ascii=False),
    "json.dumps twice": lambda s: json.dumps(json.dumps({"k": s})),
    "html.escape": html.escape,
    "html.escape(quote=False)": lambda s: html.escape(s, quote=False),
    "saxutils.quoteattr": saxutils.quoteattr,
    "xmlcharrefreplace": lambda s: s.encode("ascii", "xmlcharrefreplace").decode(),
    "b64encode": lambda s: base64.b64encode(b(s)).decode(),
    "urlsafe_b64encode": lambda s: base64.urlsafe_b64encode(b(s)).decode(),
    "b64encode at 1": lambda s: base64.b64encode(b("u" + s + " and more")).decode(),
    "b64encode at 2": lambda s: base64.b64encode(b("u:" + s + " and more")).decode(),
    "urlsafe_b64encode at 1, no padding": lambda s: base64.urlsafe_b64encode(b("u" + s)).decode().rstrip("="),
    "urlsafe_b64encode at 2, no padding": lambda s: base64.urlsafe_b64encode(b("u:" + s)).decode().rstrip("="),
    "encodebytes": lambda s: base64.encodebytes(b("something longer that comes before " * 2 + s)).decode(),
    "json.dumps(encodebytes)": lambda s: json.dumps(base64.encodebytes(b("something longer " * 4 + s)).decode()),
    "hex": lambda s: b(s).hex(),
    "hex upper": lambda s: b(s).hex().upper(),
    "hex(':')": lambda s: b(s).hex(":"),
    "quote(b64encode)": lambda s: u.quote(base64.b64encode(b(s)).decode(), safe=""),
    "quote(json.dumps)": lambda s: u.quote(json.dumps({"k": s}), safe=""),
    "quote twice": lambda s: u.quote(u.quote(s, safe=""), safe=""),
    "json.dumps(quote)": lambda s: json.dumps({"k": u.quote(s)}),
    "html.escape(json.dumps)": lambda s: html.escape(json.dumps({"k": s})),
    "json.dumps(html.escape)": lambda s: json.dumps({"k": html.escape(s)}),
    "b64encode(json.dumps)": lambda s: base64.b64encode(b(json.dumps({"k": s}))).decode(),
    "b64encode(quote_plus)": lambda s: base64.b64encode(b("k=" + u.quote_plus(s))).decode(),
}
for secret in json.load(open("secrets.json")):
    for name, encode in ENCODERS.items():
        print(json.dumps({"by": "python " + name, "secret": secret, "encoded": encode(secret), "around": encode("")}))
