#!/bin/sh
# mtc without mtc-deploy: configured and built where libcurl, OpenSSL and expat
# are not there, neither for pkg-config nor as headers.
. "$MTC_SOURCE/tests/harness/tap.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES TESTS
if [ -e "$MTC_SOURCE/config.status" ] || [ ! -x "$MTC_BUILD/config.status" ]; then
    skip "without deploy" "a tree that is built in itself has no second build"
    tap_end
fi

real_pkg_config=$(command -v "${PKG_CONFIG:-pkg-config}")
mkdir -p "$WORK/bin" "$WORK/absent/curl" "$WORK/absent/openssl" "$WORK/build"
cat >"$WORK/bin/pkg-config" <<X
#!/bin/sh
case "\$*" in
    *curl* | *crypto* | *ssl* | *expat*) echo "\$*" >>"$WORK/asked"; exit 1 ;;
esac
exec "$real_pkg_config" "\$@"
X
chmod +x "$WORK/bin/pkg-config"
for header in curl/curl.h openssl/evp.h openssl/hmac.h openssl/rand.h expat.h; do
    echo "#error $header is not there" >"$WORK/absent/$header"
done

# as this build is configured, but for these
configure() {
    eval "\"\$MTC_SOURCE/configure\" -q $("$MTC_BUILD/config.status" --config) --disable-static-program \
        PKG_CONFIG=\"\$WORK/bin/pkg-config\" CPPFLAGS=\"-I\$WORK/absent\" CFLAGS=-O0 $*" >"$WORK/log" 2>&1
}

cd "$WORK/build" || exit 99
if configure; then not_ok "without the libraries, there is no mtc-deploy"
else check "without the libraries, configure says what is missing, and how to do without" \
    grep -q 'libcurl is missing.*--without-deploy builds without it' "$WORK/log"
fi
check "and looks for them" test -s "$WORK/asked"
rm -f "$WORK/asked"
if configure --without-deploy && make -s -j2 mtc >>"$WORK/log" 2>&1; then
    ok "--without-deploy configures and builds"
else
    tail -n 40 "$WORK/log" >"$WORK/end"
    not_ok "--without-deploy configures and builds" "$WORK/end"
    tap_end
fi
check "without looking for any of them" test ! -e "$WORK/asked"
check "make all makes no mtc-deploy" sh -c "! make -n all | grep -q mtc-deploy"

cp "$MTC_SOURCE/samples/three_tier.mt" "$WORK/build/"
./mtc three_tier.mt >"$WORK/said" 2>&1
same "it compiles" "$MTC_SOURCE/samples/three_tier.json" three_tier.json
for task in --deploy --plan --status --outputs --follow --delete --cancel --drift; do
    ./mtc $task three_tier.mt >"$WORK/said" 2>&1
    status=$?
    if [ $status -eq 2 ] && grep -q 'was built --without-deploy.*a build without that option can' "$WORK/said"; then ok "$task says why it cannot"
    else not_ok "$task says why it cannot (exit status $status)" "$WORK/said"; fi
done
if make check check_PROGRAMS= check_DATA= TESTS='tests/golden/run.sh tests/deploy/planning.sh' >"$WORK/log" 2>&1; then
    ok "its tests pass"
else
    tail -n 40 "$WORK/log" >"$WORK/end"
    not_ok "its tests pass" "$WORK/end"
fi
check "and those of deployments are skipped" grep -q 'SKIP.*no mtc-deploy' "$WORK/log"
printf 'show:\n\t@echo $(TESTS)\n' | make -s -f Makefile -f - show >"$WORK/tests"
check "no unit of it is tested" sh -c 'grep -q tests/samples.sh "$1" && ! grep -q tests/unit/test_sigv4 "$1"' sh "$WORK/tests"
tap_end
