#!/usr/bin/env bash
# Starts MiniStack on loopback and puts the stack on it with a real `cdk bootstrap` and `cdk deploy`.
#
#   up.sh DIR [PORT] [--iam]
#
# PORT 0, the default, is any free one. With --iam, MiniStack speaks TLS only and checks every call against the policies
# of the template, as AWS would: a permission that a function lacks fails its test.
#
# DIR gets everything: MiniStack's log, process id and state, the stack's outputs, `env` (credentials and certificate, to
# be sourced by whoever calls the endpoints), and at the end `endpoints.json` (s3, bucket, api and eventBus),
# which is all that the acceptance suite wants to know. Needs `ministack`, `node`, `curl`; `openssl` with --iam. Ended by
# down.sh DIR.
set -euo pipefail

dir=$(mkdir -p "$1" && cd "$1" && pwd)
port=${2:-0}
iam=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
stage=test
case $iam in '' | --iam) ;; *) echo "up.sh DIR [PORT] [--iam]: what is $iam?" >&2 && exit 2 ;; esac

if [ "$port" = 0 ]; then
  port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
fi
rm -f "$dir/endpoints.json"
mkdir -p "$dir/tmp"

cat >"$dir/env" <<ENV
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
unset AWS_PROFILE AWS_SESSION_TOKEN
ENV
if [ "$iam" = --iam ]; then
  url=https://127.0.0.1:$port
  export AUTH=true USE_SSL=1 MINISTACK_SSL_CERT=$dir/cert.pem MINISTACK_SSL_KEY=$dir/key.pem
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$dir/key.pem" -out "$dir/cert.pem" -subj /CN=localhost \
    -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' 2>"$dir/openssl.log"
  echo "export NODE_EXTRA_CA_CERTS=$dir/cert.pem AWS_CA_BUNDLE=$dir/cert.pem CURL_CA_BUNDLE=$dir/cert.pem" >>"$dir/env"
else
  url=http://127.0.0.1:$port
fi
# shellcheck disable=SC1091
source "$dir/env"

TMPDIR=$dir/tmp STATE_DIR=$dir/state S3_DATA_DIR=$dir/s3 BIND_HOST=127.0.0.1 GATEWAY_PORT=$port IOT_MTLS_ENABLED=0 \
  nohup ministack >"$dir/ministack.log" 2>&1 </dev/null &
echo $! >"$dir/ministack.pid"
failed() {
  for log in cdk.log ministack.log; do
    [ ! -f "$dir/$log" ] || { echo "== $log" && tail -n 40 "$dir/$log"; } >&2
  done
  bash "$here/down.sh" "$dir"
}
trap '[ $? = 0 ] || failed' EXIT

for _ in $(seq 120); do
  curl --silent --fail --output /dev/null "$url/_ministack/health" && break
  kill -0 "$(cat "$dir/ministack.pid")" || { echo "MiniStack ended while it started" >&2; exit 1; }
  sleep 0.25
done

cd "$here/../../.."
export AWS_ENDPOINT_URL=$url CDK_DISABLE_CLI_TELEMETRY=true CI=true
# The template is validated by `npm run synth`; here it only has to be deployed.
export CDK_VALIDATION=false
put_stack() {
  npx cdk synth --quiet --context "stage=$stage" --output "$dir/cdk.out" &&
    # AWS has no such action: it lets whoever may send a message send ten. MiniStack asks for it.
    sed -i 's/^ *"sqs:SendMessage"$/&, "sqs:SendMessageBatch"/' "$dir/cdk.out/Dateline-$stage.template.json" &&
    npx cdk bootstrap aws://000000000000/us-east-1 --app "$dir/cdk.out" &&
    npx cdk deploy --app "$dir/cdk.out" --require-approval never --outputs-file "$dir/outputs.json"
}
put_stack >"$dir/cdk.log" 2>&1 || exit 1

node - "$dir" "$url" "Dateline-$stage" <<'JS'
const { readFileSync, writeFileSync, renameSync } = require('node:fs');
const [dir, url, stack] = process.argv.slice(2);
const outputs = JSON.parse(readFileSync(`${dir}/outputs.json`, 'utf8'))[stack];
// MiniStack answers for each API under a path too, so that no client needs to send another Host header.
const apiId = new URL(outputs.ApiUrl).hostname.split('.')[0];
const api = `${url}/_aws/execute-api/${apiId}`;
const endpoints = { s3: url, bucket: outputs.BucketName, api, eventBus: outputs.EventBusName };
writeFileSync(`${dir}/endpoints.json.new`, JSON.stringify(endpoints, null, 2));
renameSync(`${dir}/endpoints.json.new`, `${dir}/endpoints.json`);
JS
cat "$dir/endpoints.json"
echo
