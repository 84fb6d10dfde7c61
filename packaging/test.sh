#!/bin/sh
# Sets everything up the first time, then runs every check and every test.
#
#   sh packaging/test.sh             all
#   sh packaging/test.sh tests/core  checks, and the tests of that folder; further arguments go to pytest
#   sh packaging/test.sh --package   instead: builds what people install, installs it, tries it, removes it (as root);
#                                    with REVERIE_NIGHTLY=1 once more in a clean root made by debootstrap
. "$(dirname "$0")/setup.sh"

if [ "${1:-}" = --package ]; then
    need_packages "$window_packages $trial_packages binutils:objdump gcc:cc zstd:zstd appstream:appstreamcli"
    cd "$root"
    "$(find_python)" packaging/build.py
    "$(find_python)" packaging/linux/smoke.py dist/reverie_*.deb dist/reverie-*.tar.zst
    [ -z "${REVERIE_NIGHTLY:-}" ] && exit
    need_packages "debootstrap:debootstrap"
    exec "$(find_python)" packaging/linux/clean_root.py dist/reverie_*.deb
fi

need_packages "$window_packages
    xvfb:Xvfb xdotool:xdotool
    fonts-dejavu-core:/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
    fonts-noto-color-emoji:/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
need_python test test
cd "$root"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
export OMP_NUM_THREADS=1 # one test process a core; more threads would only wait for each other

echo "ruff"
"$python" -m ruff check . # each on a line of its own: set -e heeds only the last of an && list
"$python" -m ruff format --check --quiet .
echo "mypy" && "$python" -m mypy
echo "imports" && "$venv/bin/lint-imports" --no-cache >/dev/null || "$venv/bin/lint-imports" --no-cache
"$python" -m pytest -n auto "$@"
