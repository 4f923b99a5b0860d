/* Passkeys. <form method="post" data-passkey="create" or "get" data-options="options as JSON"> asks the authenticator,
   puts the answer as JSON into its <input type="hidden" name="answer"> and is sent. Where there is no answer, or the
   browser knows no passkeys, its <div data-passkey-failed hidden> is shown. */
(function (d, K) {
  function bytes(t) {
    return Uint8Array.from(atob(t.replace(/-/g, "+").replace(/_/g, "/")), function (c) { return c.charCodeAt(0); });
  }
  function text(b) {
    return btoa(String.fromCharCode.apply(0, new Uint8Array(b))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }
  /* older browsers */
  function read(o) {
    o.challenge = bytes(o.challenge);
    if (o.user) o.user.id = bytes(o.user.id);
    (o.excludeCredentials || o.allowCredentials).forEach(function (c) { c.id = bytes(c.id); });
    return o;
  }
  function written(c) {
    var r = c.response, out = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (n) {
      if (r[n]) out[n] = text(r[n]);
    });
    if (r.getTransports) out.transports = r.getTransports();
    return { id: c.id, rawId: c.id, type: c.type, response: out };
  }
  [].forEach.call(d.querySelectorAll("[data-passkey]"), function (f) {
    var kind = f.dataset.passkey, busy, failed = f.querySelector("[data-passkey-failed]");
    function fail(no) { busy = 0; failed.hidden = !no; }
    if (!K) fail(1);
    f.onsubmit = function () {
      if (busy || !K) return false;
      fail(0);
      busy = 1;
      Promise.resolve().then(function () {
        var o = JSON.parse(f.dataset.options), n = "parse" + (kind == "get" ? "Request" : "Creation") + "OptionsFromJSON";
        return navigator.credentials[kind]({ publicKey: K[n] ? K[n](o) : read(o) });
      }).then(function (c) {
        f.elements.answer.value = JSON.stringify(c.toJSON ? c.toJSON() : written(c));
        f.submit();
      }).catch(fail);
      return false;
    };
  });
})(document, window.PublicKeyCredential);
