#!/bin/sh
# cjson_source.sh FOLDER: puts cJSON's source, as Debian ships it (its fixes
# applied), into FOLDER, for --with-cjson-source. Debian has no archive of cJSON
# to link statically, and a static mtc starts a quarter faster.
#
# apt fetches it from the mirrors that the machine uses anyway, with its own
# lists in FOLDER, so that nothing of the system changes and root is not needed.
# Fails where that cannot be done; mtc then links the installed library.
set -eu
folder=$1
if [ -f "$folder/cjson/cJSON.c" ]; then exit 0; fi
command -v apt-get >/dev/null && command -v dpkg-source >/dev/null || {
    echo "cjson_source: apt and dpkg-source are needed" >&2
    exit 1
}
mkdir -p "$folder/sources" "$folder/lists/partial" "$folder/cache"
folder=$(cd "$folder" && pwd)
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    [ -f "$list" ] || continue
    sed 's/^Types:.*/Types: deb-src/; s/^deb /deb-src /' "$list" >"$folder/sources/$(basename "$list")"
done
apt() {
    apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/sources" \
        -o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}
cd "$folder"
{ apt update && apt source cjson; } >"$folder/log" 2>&1 || {
    tail -n 3 "$folder/log" >&2
    exit 1
}
mv cjson-*/ cjson
rm -rf lists cache
test -f cjson/cJSON.c
