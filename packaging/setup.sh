# Shared by run.sh and test.sh: makes .venv and installs what is missing. Sourced, not run.
#
# Nothing is done twice: a stamp in .venv holds a checksum of everything that decides what gets
# installed, so a second start costs a few milliseconds and needs no network.

set -eu
PATH="$PATH:/sbin:/usr/sbin" # ldconfig
root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/.venv"
python="$venv/bin/python"

fail() {
    echo "reverie: $1" >&2
    exit 2
}

# The first interpreter of 3.11 to 3.13 there is. REVERIE_PYTHON chooses another.
find_python() {
    for candidate in ${REVERIE_PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# Packages named by "name:probe" of which the probe (a library or a command) is missing.
missing_packages() {
    for pair in "$@"; do
        package=${pair%%:*} probe=${pair#*:}
        case "$probe" in
            lib*) ldconfig -p 2>/dev/null | grep -q "$probe" || echo "$package" ;;
            /*) [ -e "$probe" ] || echo "$package" ;;
            *) command -v "$probe" >/dev/null 2>&1 || echo "$package" ;;
        esac
    done
}

window_packages="libegl1:libEGL.so.1 libgl1:libGL.so.1 libxkbcommon0:libxkbcommon.so.0
    libxkbcommon-x11-0:libxkbcommon-x11.so.0 libdbus-1-3:libdbus-1.so.3 libfontconfig1:libfontconfig.so.1
    libxcb-cursor0:libxcb-cursor.so.0 libxcb-icccm4:libxcb-icccm.so.4 libxcb-image0:libxcb-image.so.0
    libxcb-keysyms1:libxcb-keysyms.so.1 libxcb-randr0:libxcb-randr.so.0
    libxcb-render-util0:libxcb-render-util.so.0 libxcb-shape0:libxcb-shape.so.0
    libxcb-xinerama0:libxcb-xinerama.so.0 libxcb-xkb1:libxcb-xkb.so.1 libxcb-sync1:libxcb-sync.so.1
    libxcb-xfixes0:libxcb-xfixes.so.0"

# A screen without a display, keys and clicks on it, and what a screen reader sees of it.
trial_packages="xvfb:Xvfb xdotool:xdotool dbus:dbus-daemon at-spi2-core:/usr/libexec/at-spi-bus-launcher
    python3-gi:/usr/lib/python3/dist-packages/gi
    gir1.2-atspi-2.0:/usr/lib/x86_64-linux-gnu/girepository-1.0/Atspi-2.0.typelib"

# apt as root; otherwise one complete line for the person to run. Never sudo.
need_packages() {
    [ "$(uname)" = Linux ] || return 0
    # shellcheck disable=SC2086
    missing=$(missing_packages $1 | tr '\n' ' ')
    if ! interpreter=$(find_python); then
        missing="python3 python3-venv $missing"
    elif [ ! -x "$python" ] && ! "$interpreter" -c 'import ensurepip' 2>/dev/null; then
        missing="python3-venv $missing"
    fi
    [ -z "${missing% }" ] && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "reverie: installing $missing" >&2
        apt-get update -qq >&2
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
    else
        fail "some system packages are missing. Install them once with:
  sudo apt-get install ${missing% }"
    fi
}

# need_python EXTRA STAMP: .venv with the project, its requirements and the extra ("" or "test").
need_python() {
    stamp="$venv/.installed-$2"
    want=$(cat "$root/pyproject.toml" "$root/packaging/constraints.txt" "$root/packaging/setup.sh" | cksum)
    if [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then
        return
    fi
    interpreter=$(find_python) || fail "Python 3.11, 3.12 or 3.13 is needed."
    # One that was interrupted has a python and no pip: it is completed.
    "$python" -m pip --version >/dev/null 2>&1 || "$interpreter" -m venv "$venv"
    echo "reverie: installing into .venv; the first time takes some minutes" >&2
    # An installed torch is kept: the constraint would otherwise swap a CUDA or ROCm build for another.
    constraints="$root/packaging/constraints.txt"
    # Not compiled: that takes longer than all the rest, and Python keeps what it compiles at a first import. But for
    # the decoders: who imports them may write nothing, and would compile them at every start.
    install="-m pip install --quiet --disable-pip-version-check --no-compile"
    if torch_version=$("$python" -c 'import importlib.metadata as m; print(m.version("torch"))' 2>/dev/null); then
        grep -v '^torch==' "$constraints" >"$venv/constraints.txt"
        echo "torch==$torch_version" >>"$venv/constraints.txt"
        constraints="$venv/constraints.txt"
    elif [ -n "${REVERIE_TORCH_INDEX:-}" ]; then
        # shellcheck disable=SC2086
        "$python" $install --index-url "$REVERIE_TORCH_INDEX" -c "$constraints" torch >&2
    fi
    # shellcheck disable=SC2086
    "$python" $install -c "$constraints" -e "$root${1:+[$1]}" >&2
    "$python" -m compileall -q "$venv"/lib/python3*/site-packages/PIL "$venv"/lib/python3*/site-packages/pillow_heif >&2
    echo "$want" >"$stamp"
}
