#!/usr/bin/env bash
# The step of action.yml: finds or installs copydesk, then checks the drafts and annotates them.
# Every input comes in through the environment, so that none is ever read as a command.
set -euo pipefail

fail() {
  echo "::error title=copydesk::$1"
  exit 2
}

# The name of this machine in a release's files.
target() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo x86_64-unknown-linux-gnu ;;
    Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-gnu ;;
    Darwin-x86_64) echo x86_64-apple-darwin ;;
    Darwin-arm64) echo aarch64-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64) echo x86_64-pc-windows-msvc ;;
    *) fail "no release for $(uname -s) on $(uname -m); use install: source" >&2 ;;
  esac
}

# Holds a file against the checksum that stands beside it.
matches_checksum() {
  if command -v sha256sum >/dev/null; then
    sha256sum --check --status "$1"
  else
    shasum -a 256 --check --status "$1"
  fi
}

download() {
  curl --fail --silent --show-error --location --retry 3 --output "${1##*/}" "$1"
}

# What the workspace's manifest says of a key.
manifest() {
  sed -n "s/^$1 = \"\(.*\)\"\$/\1/p" "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1
}

unpack() {
  case "$1" in
    *.zip) unzip -q "$1" ;;
    *) tar -xzf "$1" ;;
  esac
}

# The release's binary, by version; the names are those that release.yml gives.
install_release() {
  local version=${COPYDESK_VERSION:-$(manifest version)} repository=$COPYDESK_REPOSITORY target archive from
  # An action taken from the checkout itself has no repository of its own.
  case "$repository" in
    https://*/*/*[!/]) ;;
    *) repository=$(manifest repository) ;;
  esac
  target=$(target)
  case "$target" in
    "") exit 2 ;;
    *windows*) archive=copydesk-$target.zip ;;
    *) archive=copydesk-$target.tar.gz ;;
  esac
  from=${COPYDESK_DOWNLOAD_FROM:-$repository/releases/download/v${version#v}}
  rm -rf "$home"
  mkdir -p "$home"
  pushd "$home" >/dev/null
  if ! { download "$from/$archive" && download "$from/$archive.sha256" &&
    matches_checksum "$archive.sha256" && unpack "$archive"; }; then
    fail "release $version could not be installed from $from"
  fi
  popd >/dev/null
  copydesk=$(find "$home" -type f \( -name copydesk -o -name copydesk.exe \) | head -n 1)
  [ -n "$copydesk" ] || fail "release $version holds no copydesk"
}

install_source() {
  cargo install --quiet --locked --path "$GITHUB_ACTION_PATH/server/copydesk" --root "$home"
  copydesk=$home/bin/copydesk
}

home=${RUNNER_TEMP:?}/copydesk
copydesk=$COPYDESK_BINARY
if [ -z "$copydesk" ]; then
  case "$COPYDESK_INSTALL" in
    release) install_release ;;
    source) install_source ;;
    *) fail "install: write release or source, not $COPYDESK_INSTALL" ;;
  esac
fi

# Words are parted by spaces, as the inputs promise, and never expanded to file names.
read -r -a paths <<<"$COPYDESK_PATHS"
read -r -a more <<<"$COPYDESK_ARGS"
if [ -n "$COPYDESK_SARIF" ]; then more+=(--output "sarif=$COPYDESK_SARIF"); fi

exec "$copydesk" check --output-format github --fail-on "$COPYDESK_FAIL_ON" \
  ${more[@]+"${more[@]}"} -- ${paths[@]+"${paths[@]}"}
