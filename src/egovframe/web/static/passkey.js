/* Passkeys: a form becomes a question to the authenticator.
   <form method="post" data-passkey="create|get" data-options="{options as JSON}">
   <input type="hidden" name="answer">  gets the answer as JSON, then the form is sent
   <div data-passkey-failed hidden>     is shown when there is none, or the browser knows no passkeys */
(function (d, w) {
  var lists = ["excludeCredentials", "allowCredentials"];
  function bytes(text) {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), function (c) { return c.charCodeAt(0); });
  }
  function text(buffer) {
    return btoa(String.fromCharCode.apply(null, new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  /* for browsers without parse…FromJSON and toJSON */
  function read(o) {
    o.challenge = bytes(o.challenge);
    if (o.user) o.user.id = bytes(o.user.id);
    lists.forEach(function (n) { (o[n] || []).forEach(function (c) { c.id = bytes(c.id); }); });
    return o;
  }
  function written(c) {
    var r = c.response, out = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (n) {
      if (r[n]) out[n] = text(r[n]);
    });
    if (r.getTransports) out.transports = r.getTransports();
    return { id: c.id, rawId: text(c.rawId), type: c.type, response: out };
  }
  [].forEach.call(d.querySelectorAll("form[data-passkey]"), function (f) {
    var kind = f.dataset.passkey, failed = f.querySelector("[data-passkey-failed]"), K = w.PublicKeyCredential, busy;
    function fail() { busy = 0; failed.hidden = false; }
    if (!K) fail();
    f.addEventListener("submit", function (e) {
      e.preventDefault();
      if (busy || !K) return;
      busy = 1;
      failed.hidden = true;
      Promise.resolve().then(function () {
        var o = JSON.parse(f.dataset.options), parse = kind === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
        return navigator.credentials[kind]({ publicKey: K[parse] ? K[parse](o) : read(o) });
      }).then(function (c) {
        f.elements.answer.value = JSON.stringify(c.toJSON ? c.toJSON() : written(c));
        f.submit();
      }).catch(fail);
    });
  });
})(document, window);
