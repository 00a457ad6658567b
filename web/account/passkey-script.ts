/**
 * The only script of the accounts' pages: browsers offer passkeys to scripts alone. It is served as
 * a file, so that the policy can forbid scripts within pages.
 */
export const PASSKEY_SCRIPT = `
'use strict';
(() => {
  const credentials = window.PublicKeyCredential;
  if (!credentials || !credentials.parseCreationOptionsFromJSON) return;

  const call = async (path, body) => {
    const answer = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body && JSON.stringify(body),
      credentials: 'same-origin',
      redirect: 'error',
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.error || 'That did not work. Try again in a while.');
    return said;
  };

  const offer = (id, act) => {
    const place = document.getElementById(id);
    if (!place) return;
    const button = place.querySelector('button');
    const fault = place.querySelector('[role=alert]');
    place.hidden = false;
    button.addEventListener('click', async () => {
      fault.hidden = true;
      button.disabled = true;
      try {
        location.assign(await act(place));
      } catch (error) {
        // The browser's own errors are for developers: the person closed its window, mostly.
        fault.textContent = error instanceof DOMException ? 'That did not work.' : error.message;
        fault.hidden = false;
        button.disabled = false;
      }
    });
  };

  offer('passkey-sign-in', async (place) => {
    const options = await call('/account/sign-in/passkey');
    const publicKey = credentials.parseRequestOptionsFromJSON(options);
    const response = await navigator.credentials.get({ publicKey });
    const said = await call('/account/sign-in/passkey', {
      response: response.toJSON(),
      next: place.dataset.next,
    });
    return said.location;
  });

  offer('passkey-add', async (place) => {
    const options = await call('/account/passkeys/options');
    const publicKey = credentials.parseCreationOptionsFromJSON(options);
    const response = await navigator.credentials.create({ publicKey });
    const name = place.querySelector('input').value;
    const said = await call('/account/passkeys', { response: response.toJSON(), name });
    return said.location;
  });
})();
`;
