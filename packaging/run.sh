#!/bin/sh
# Reverie from a checkout: sets everything up the first time, then opens the window.
#
#   sh packaging/run.sh                                          the window
#   sh packaging/run.sh generate --prompt "a swan" --output swan.png   the command line, no display needed
#
# REVERIE_TORCH_INDEX chooses where torch comes from, REVERIE_PYTHON which Python makes .venv.
. "$(dirname "$0")/setup.sh"

verb="${1:-}"
case "$verb" in
    generate | batch | explain | train | models | recipe | doctor | engine | -h | --help | --version) window= ;;
    *) window=yes ;;
esac
if [ -n "$window" ] && [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    fail 'there is no display for the window. Draw from the command line instead, for example: sh packaging/run.sh generate --prompt "a swan" --output swan.png'
fi
need_packages "${window:+$window_packages}"
need_python "" run
# Our packages, wherever the checkout lies now; never modules of the folder that a person is in.
export PYTHONSAFEPATH=1 PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"
exec "$python" -m desktop "$@"
