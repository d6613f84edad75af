# The tools that nobody here wrote: cfn-lint, moto, boto3. Sourced after
# harness/tap.sh, never run. Sets PYTHON to an interpreter that has them:
#
#     outside_tools || exit       tells why and ends the test where there are none
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
outside_install() {
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

outside_tools() {
    if ! command -v python3 >/dev/null 2>&1; then
        outside_why="python3 is not installed"
    elif outside_install; then
        PYTHON=$MTC_BUILD/outside/venv/bin/python
        return 0
    elif outside_installed; then
        PYTHON=python3
        return 0
    else
        outside_why="cfn-lint, moto and boto3 can be neither installed nor found"
        sed 's/^/# /' "$MTC_BUILD/outside/install.log" | tail -n 5
    fi
    if [ -n "${CI:-}" ]; then
        not_ok "$outside_why"
    else
        skip "outside checks" "$outside_why"
    fi
    tap_end
    return 1
}
