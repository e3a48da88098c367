#!/bin/sh
# Installs what lies beside it and asks no mirror; apt takes what this machine lacks and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
mkdir "$lists/partial"
echo "deb [trusted=yes] file:$here ./" > "$lists/sources.list"
apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dir::Etc::sourcelist="$lists/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::Lists="$lists" -o APT::Sandbox::User=root "$@"
}
apt update
# shellcheck disable=SC2046
apt install -y --no-install-recommends $(cat "$here/wanted")
