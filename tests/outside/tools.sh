# The tools that nobody here wrote: cfn-lint, moto, boto3. Sourced after
# harness/tap.sh, never run. Sets PYTHON to an interpreter that has them:
#
#     outside_tools || exit       tells why and ends the test where there are none
#     outside_corpora || exit     the same for templates that nobody here wrote
#     outside_node || exit        the same for AWS's own rule sets, which run on Node.js
#     outside_emulated SCRIPT     runs a test of this folder against an emulator of AWS
#
# They are installed once, as pinned in requirements.txt, into a virtual
# environment in the build folder. Where that is not possible (no network), a
# copy that the machine has serves, if it is the same versions.

outside_wanted='cfn-lint moto boto3'

# The versions that python3 has are the pinned ones.
outside_installed() {
    python3 - "$MTC_SOURCE/tests/outside/requirements.txt" $outside_wanted <<'PYTHON' >/dev/null 2>&1
import sys
from importlib.metadata import version
import flask, flask_cors
pins = dict(line.strip().split('==') for line in open(sys.argv[1]) if '==' in line)
sys.exit(any(version(name) != pins[name] for name in sys.argv[2:]))
PYTHON
}

# Two tests may come here at once: one installs, the other waits.
outside_lock() {
    folder=$MTC_BUILD/outside
    mkdir -p "$folder"
    tries=0
    until mkdir "$folder/lock" 2>/dev/null; do
        holder=$(cat "$folder/lock/pid" 2>/dev/null)
        tries=$((tries + 1))
        if [ "$tries" -gt 600 ] || { [ "$tries" -gt 5 ] && ! kill -0 "${holder:-0}" 2>/dev/null; }; then
            rm -rf "$folder/lock"
        fi
        sleep 1
    done
    echo $$ >"$folder/lock/pid"
}

outside_install() {
    outside_lock
    outside_result=0
    if ! cmp -s "$MTC_SOURCE/tests/outside/requirements.txt" "$folder/installed"; then
        rm -rf "$folder/venv" "$folder/installed"
        { python3 -m venv "$folder/venv" \
            && "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
                --retries 1 --timeout 30 --requirement "$MTC_SOURCE/tests/outside/requirements.txt" \
            && cp "$MTC_SOURCE/tests/outside/requirements.txt" "$folder/installed"; } \
            >"$folder/install.log" 2>&1 || outside_result=1
        # shellcheck disable=SC2015
        [ "$outside_result" -eq 0 ] || rm -rf "$folder/venv"
    fi
    rm -rf "$folder/lock"
    return $outside_result
}

# outside_end WHY LOG: the test cannot be run here
outside_end() {
    [ ! -f "$2" ] || sed 's/^/# /' "$2" | tail -n 5
    if [ -n "${CI:-}" ]; then
        not_ok "$1"
    else
        skip "outside checks" "$1"
    fi
    tap_end
    return 1
}

outside_tools() {
    if ! command -v python3 >/dev/null 2>&1; then
        outside_end "python3 is not installed" ""
    elif outside_install; then
        PYTHON=$MTC_BUILD/outside/venv/bin/python
    elif outside_installed; then
        PYTHON=python3
    else
        outside_end "cfn-lint, moto and boto3 can be neither installed nor found" "$MTC_BUILD/outside/install.log"
    fi
}

# ------------------------------------------------------------ AWS's own rule sets

# The packages of nag/package.json, as its lock file pins them.
outside_install_node() {
    outside_lock
    outside_result=0
    mkdir -p "$folder/nag"
    if ! cmp -s "$MTC_SOURCE/tests/outside/nag/package-lock.json" "$folder/nag/installed"; then
        rm -f "$folder/nag/installed"
        { cp "$MTC_SOURCE/tests/outside/nag/package.json" "$MTC_SOURCE/tests/outside/nag/package-lock.json" "$folder/nag/" \
            && (cd "$folder/nag" && npm ci --no-audit --no-fund --fetch-retries=1 --fetch-timeout=60000) \
            && cp "$MTC_SOURCE/tests/outside/nag/package-lock.json" "$folder/nag/installed"; } \
            >"$folder/nag/install.log" 2>&1 || outside_result=1
    fi
    rm -rf "$folder/lock"
    return $outside_result
}

# outside_node || exit: sets NODE_PATH, where node looks for packages.
outside_node() {
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        outside_end "node and npm are not installed" ""
    elif outside_install_node; then
        NODE_PATH=$MTC_BUILD/outside/nag/node_modules
        export NODE_PATH
    else
        outside_end "cdk-nag, cfn-guard and the validator cannot be installed" "$MTC_BUILD/outside/nag/install.log"
    fi
}

# ------------------------------------------------------------ public templates

# The validator of AWS is added to the tools; the archives that corpora.txt
# names are fetched, and their templates taken out. Each is done once.
outside_fetch() {
    outside_lock
    outside_result=0
    outside=$MTC_SOURCE/tests/outside
    cat "$outside/validator.txt" "$outside/corpora.txt" "$outside/corpora.py" >"$folder/corpora.wanted"
    if ! cmp -s "$folder/corpora.wanted" "$folder/corpora/made"; then
        rm -rf "$folder/corpora" "$folder/archives"
        { outside_pip install --target "$folder/validator" --upgrade --requirement "$outside/validator.txt" \
            && outside_pip download --no-deps --dest "$folder/archives" --requirement "$outside/corpora.txt" \
            && "$PYTHON" "$outside/corpora.py" "$folder/archives" "$folder/corpora" \
            && mv "$folder/corpora.wanted" "$folder/corpora/made"; } \
            >"$folder/corpora.log" 2>&1 || outside_result=1
    fi
    rm -rf "$folder/lock"
    return $outside_result
}

outside_pip() {
    outside_verb=$1
    shift
    "$PYTHON" -m pip "$outside_verb" --quiet --disable-pip-version-check --no-input --retries 1 --timeout 30 "$@"
}

# outside_corpora || exit: after outside_tools. Sets CORPORA, a folder of
# templates, and puts AWS's validator on Python's path.
outside_corpora() {
    outside_fetch || {
        outside_end "the public templates could not be fetched" "$MTC_BUILD/outside/corpora.log"
        return 1
    }
    CORPORA=$MTC_BUILD/outside/corpora
    PYTHONPATH=$MTC_BUILD/outside/validator
    export PYTHONPATH
}

# What the emulator said last is shown where the test fails.
outside_emulated() {
    PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/$1" "$WORK/emulator.log"
    outside_status=$?
    if [ $outside_status -ne 0 ]; then
        grep -hv -e '"GET ' -e '"POST ' -e '"PUT ' -e '"HEAD ' "$WORK"/emulator.log* | tail -n 40 | sed 's/^/# /'
    fi
    return $outside_status
}
