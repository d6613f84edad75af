#!/bin/sh
# A release: `make distcheck` (an archive is made, unpacked, built outside its
# tree, tested, installed, removed again) on a machine without flex and bison,
# and what an installation holds.
. "$MTC_SOURCE/tests/harness/tap.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES TESTS
if [ ! -e "$MTC_SOURCE/.git" ]; then
    skip "release" "this is one already"
    tap_end
fi
cd "$MTC_BUILD" || exit 99

# The programs that a release must not need fail when they are called.
mkdir "$WORK/bin"
for tool in flex bison autoconf automake autoreconf; do
    printf '#!/bin/sh\necho "%s was called" >&2\nexit 1\n' "$tool" >"$WORK/bin/$tool"
    chmod +x "$WORK/bin/$tool"
done

make dist >"$WORK/dist" 2>&1
status=$?
archive=$(ls -t mtc-*.tar.gz 2>/dev/null | head -n 1)
if [ $status -ne 0 ] || [ -z "$archive" ]; then
    not_ok "make dist" "$WORK/dist"
    tap_end
fi
ok "make dist"
tar -tzf "$archive" >"$WORK/held"
for file in grammar/parse.c grammar/parse.h grammar/scan.c configure LICENSE README.md compiler/cli/mtc.1; do
    check "the archive holds $file" grep -q "^mtc-[^/]*/$file\$" "$WORK/held"
done
grep -E '\.(o|a|so|trs|log|pyc)$|~$|__pycache__|stdlib_files\.c|/build/' "$WORK/held" >"$WORK/strangers"
same "the archive holds nothing that was built" /dev/null "$WORK/strangers"

tar -xzf "$archive" -C "$WORK" && cd "$WORK"/mtc-*/ || exit 99
mkdir _out
cd _out || exit 99
PATH="$WORK/bin:$PATH"
export PATH
built=no
if ../configure -q --prefix=/usr FLEX= BISON= >"$WORK/log" 2>&1 && make -s >>"$WORK/log" 2>&1; then
    built=yes
    ok "builds without flex and bison"
else
    tail -n 40 "$WORK/log" >"$WORK/end"
    not_ok "builds without flex and bison" "$WORK/end"
fi
if [ $built = yes ]; then
    check "make install" make -s install DESTDIR="$WORK/root"
    (cd "$WORK/root" && find . -type f | sort) >"$WORK/installed"
    cat >"$WORK/wanted" <<'X'
./usr/bin/mtc
./usr/libexec/mtc-deploy
./usr/share/bash-completion/completions/mtc
./usr/share/fish/vendor_completions.d/mtc.fish
./usr/share/man/man1/mtc.1
./usr/share/zsh/site-functions/_mtc
X
    same "what is installed" "$WORK/wanted" "$WORK/installed"
    cp "$MTC_SOURCE/samples/three_tier.mt" "$WORK/root/"
    (cd "$WORK/root" && ./usr/bin/mtc three_tier.mt) >"$WORK/said" 2>&1
    same "what is installed compiles" "$MTC_SOURCE/samples/three_tier.json" "$WORK/root/three_tier.json"
    # beside an installed mtc lies no mtc-deploy: it is sought in libexec, which here is another root
    mkdir "$WORK/moved" && cp "$WORK/root/usr/bin/mtc" "$WORK/root/usr/libexec/mtc-deploy" "$WORK/moved/"
    (cd "$WORK/root" && AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b AWS_REGION=eu-west-1 AWS_ENDPOINT_URL=http://127.0.0.1:1 \
        AWS_MAX_ATTEMPTS=1 "$WORK/moved/mtc" --status three_tier.mt) >"$WORK/said" 2>&1
    check "and hands deployments over" grep -q 'error\[MT9006\]' "$WORK/said"
    check "make uninstall" make -s uninstall DESTDIR="$WORK/root"
    (cd "$WORK/root" && find usr -type f) >"$WORK/left"
    same "and leaves nothing" /dev/null "$WORK/left"
    if ldd "$PWD/mtc" >"$WORK/libraries" 2>&1; then
        grep -iE 'curl|ssl|crypto|expat' "$WORK/libraries" >"$WORK/found"
        same "compiling loads no network library" /dev/null "$WORK/found"
    fi
fi

cd "$MTC_BUILD" || exit 99
if make distcheck TESTS='$(archive_tests)' >"$WORK/log" 2>&1; then
    ok "make distcheck"
else
    tail -n 60 "$WORK/log" >"$WORK/end"
    not_ok "make distcheck" "$WORK/end"
fi
rm -rf "$archive"
tap_end
