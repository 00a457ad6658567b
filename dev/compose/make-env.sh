#!/bin/sh
# Copies .env.example to .env, with new passwords and keys. Refuses to replace a file .env.
set -eu
cd "$(dirname "$0")/../.."

if [ -e .env ]; then
  echo '.env exists already: nothing was changed' >&2
  exit 1
fi

umask 077
new=$(mktemp .env.XXXXXX)
trap 'rm -f "$new"' EXIT
cp .env.example "$new"

# set_to NAME VALUE: no value contains a |.
set_to() {
  sed "s|^$1=\$|$1=$2|" "$new" >"$new.next"
  mv "$new.next" "$new"
}

for name in POSTGRES_PASSWORD OWNER_POSTGRES_PASSWORD API_POSTGRES_PASSWORD \
  WORKER_POSTGRES_PASSWORD TEMPORAL_POSTGRES_PASSWORD OPERATIONS_KEY AUTH_SECRET; do
  set_to "$name" "$(openssl rand -hex 24)"
done
for name in CREDENTIALS_KEY SERVER_KEY; do
  set_to "$name" "$(openssl rand -base64 32)"
done

mv "$new" .env
echo 'wrote .env: fill in PUBLIC_URL, EMAIL_FROM, and RESEND_API_KEY or SMTP_URL'
