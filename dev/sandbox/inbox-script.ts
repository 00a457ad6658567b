/**
 * The inbox's script. On every change it fetches the page and replaces the list and the steps of the
 * open message. It replaces the message itself only if the reader has not chosen one.
 */
export const INBOX_SCRIPT = `
const select = document.getElementById('to');
document.querySelector('.filter button').hidden = true;
select.addEventListener('change', () => select.form.submit());

let seen = null;
let busy = false;
let again = false;

async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const response = await fetch(location.href).catch(() => null);
  if (response !== null && response.ok) {
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    swap(fresh, 'list');
    if (document.activeElement !== select) swap(fresh, 'to');
    const message = document.getElementById('message');
    const newer = fresh.getElementById('message').dataset.id !== message.dataset.id;
    const thread = fresh.querySelector('.phone');
    if (newer) {
      message.replaceWith(document.importNode(fresh.getElementById('message'), true));
    } else {
      swap(fresh, 'trail');
      if (thread) message.querySelector('.phone').innerHTML = thread.innerHTML;
    }
  }
  busy = false;
  if (again) {
    again = false;
    refresh();
  }
}

function swap(fresh, id) {
  const now = document.getElementById(id);
  const next = fresh.getElementById(id);
  if (!now || !next || now.innerHTML === next.innerHTML) return;
  const top = now.scrollTop;
  now.innerHTML = next.innerHTML;
  now.scrollTop = top;
}

const changes = new EventSource('/inbox/changes');
changes.addEventListener('change', () => {
  if (seen !== null) refresh();
  seen = true;
});
changes.addEventListener('error', () => {
  seen = true;
});
document.querySelector('.row[aria-current]')?.scrollIntoView({ block: 'nearest' });
`;
