#!/bin/sh
# Installs what lies beside it and asks no mirror; apt takes what this machine lacks and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/none"
echo "deb [trusted=yes] file:$here ./" > "$work/sources.list"
apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts="$work/none" \
    -o Dir::State::Lists="$work/lists" -o APT::Sandbox::User=root "$@"
}
apt update
# shellcheck disable=SC2046
apt install -y --no-install-recommends "$@" $(cat "$here/wanted")
