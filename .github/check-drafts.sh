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
    *) fail "no release for $(uname -s) on $(uname -m); use install: source" ;;
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

# The release's binary, by version.
install_release() {
  local version=$COPYDESK_VERSION name from
  if [ -z "$version" ]; then
    version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
  fi
  name="copydesk-$version-$(target)"
  from=${COPYDESK_DOWNLOAD_FROM:-$COPYDESK_REPOSITORY/releases/download/v$version}
  mkdir -p "$home"
  pushd "$home" >/dev/null
  if ! { download "$from/$name.tar.gz" && download "$from/$name.tar.gz.sha256" &&
    matches_checksum "$name.tar.gz.sha256" && tar -xzf "$name.tar.gz"; }; then
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
