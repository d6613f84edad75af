#!/bin/sh
# The table of the reference architecture in README.md is true: what each row
# says of patterns and arguments is compiled, beside a program with one of
# everything; it must make or change a resource of each type that the row names.
# Each type stands in a sample's template, each test in the tree. README.ja.md
# has the same rows with the same code.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE" || exit 99

# The rows of the table that begins with $1 in file $2, its head aside.
rows() {
    sed -n "/^$1/,/^\$/p" "$2" | sed '1,2d; /^$/d'
}
# The code of a row's columns from the second to the third; its tests.
code() {
    awk -F' *[|] *' '{ print $3, "|", $4, "|", $5 }' "$1" | grep -oE '`[^`]*`|\| [a-z, ]*$'
}

rows '| architecture | pattern' README.md >"$WORK/table"
rows '| アーキテクチャ | パターン' README.ja.md >"$WORK/table.ja"
check "the table is there" test "$(wc -l <"$WORK/table")" -gt 90
code "$WORK/table" >"$WORK/code"
code "$WORK/table.ja" >"$WORK/code.ja"
same "README.ja.md says the same" "$WORK/code" "$WORK/code.ja"
rows '| architecture | instead' README.md >"$WORK/instead"
rows '| アーキテクチャ | 代わりに' README.ja.md >"$WORK/instead.ja"
check "README.ja.md has as many exceptions" test "$(wc -l <"$WORK/instead")" -eq "$(wc -l <"$WORK/instead.ja")"

column() {
    awk -F' *[|] *' -v column="$1" '$3 != "" { print $(column + 1) }' "$WORK/table"
}
column 3 | grep -o '`[A-Z][A-Za-z0-9]*::[A-Za-z0-9]*`' | tr -d '`' | LC_ALL=C sort -u >"$WORK/types"
check "it names types" test "$(wc -l <"$WORK/types")" -gt 45
while read -r type; do
    if cat samples/*.json | grep -q "\"Type\": \"AWS::$type\""; then ok "a sample has AWS::$type"
    else not_ok "a sample has AWS::$type"; fi
done <"$WORK/types"

column 4 | tr ',' '\n' | tr -d ' ' | grep . | LC_ALL=C sort -u >"$WORK/tests"
while read -r name; do
    case $name in
        deploy | nag) file=tests/outside/$name.sh ;;
        stable) file=tests/stdlib/stable.sh ;;
        stdlib) file=tests/stdlib/run.sh ;;
        *) file=tests/$name.sh ;;
    esac
    check "there is a test '$name'" test -f "$file"
done <"$WORK/tests"

# ---- each row, compiled

# One of everything, and no arrow.
cat >"$WORK/base.mt" <<'END'
architecture base
azs 2
param certificate: arn
log_bucket logs {}
log_key key {}
network main { isolated: null }
web_firewall firewall {}
tier lb   = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web  = auto_scaling  { network: main }
tier api  = service       { network: main, image: "public.ecr.aws/docker/library/httpd:2.4" }
tier db   = database      { network: main, engine: "mysql" }
tier jump = bastion       { network: main }
stack recovery in "ap-northeast-3" {
  resource vault AWS::Backup::BackupVault { BackupVaultName: "recovery" }
}
END

# What an instance of a pattern needs beyond what the row says.
needed() {
    case $1 in
        network | log_bucket | log_key | web_firewall | content_delivery) ;;
        load_balancer) echo 'network: main; certificate: certificate; routes: [{ to: web }, { path: "/more/*", to: api }]' ;;
        database | aurora) echo 'network: main; engine: "mysql"' ;;
        service) echo 'network: main; image: "public.ecr.aws/docker/library/httpd:2.4"' ;;
        subnet_group) echo 'network: main; route: "nat"' ;;
        audit_trail) echo 'bucket: logs' ;;
        alarms | dashboard) echo 'tiers: [lb, db]' ;;
        backup) echo 'tiers: [db]' ;;
        dns) echo 'zone: "Z0123456789ABCDEFGHIJ"; records: { "www.example.com": lb }' ;;
        *) echo 'network: main' ;;
    esac
}

# The value of an argument that a row names without one; nothing: its default.
given() {
    case $1 in
        load_balancer.waf) echo firewall ;;
        load_balancer.access_logs) echo logs ;;
        audit_trail.key) echo key ;;
        network.flow_logs_key) echo key.arn ;;
        alarms.email) echo '"me@example.com"' ;;
        bastion.ssh_key) echo '"operators"' ;;
        database.replicas) echo 1 ;;
        aurora.instances) echo 3 ;;
        dns.health) echo '{ host: "www.example.com" }' ;;
        dns.secondary) echo lb ;;
        *) ;;
    esac
}

# The outermost fields of "a: 1, b: { c: 2 }, d", one a line.
fields() {
    awk '{
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (c ~ /[{[(]/) depth++
            if (c ~ /[]})]/) depth--
            if (c == "," && depth == 0) { print field; field = "" } else field = field c
        }
        print field
    }' | sed 's/^ *//; s/ *$//' | grep .
}

# An instance of pattern $1 with the fields $2, named $3.
instance() {
    needed "$1" | tr ';' '\n' | sed 's/^ *//' | grep . >"$WORK/needed"
    : >"$WORK/arguments"
    printf '%s' "$2" | fields >"$WORK/fields"
    while read -r field; do
        name=${field%%:*}
        case $field in
            *…*) continue ;;
            *:*) ;;
            *) value=$(given "$1.$name")
               [ -n "$value" ] || continue
               field="$name: $value" ;;
        esac
        grep -v "^$name: " "$WORK/needed" >"$WORK/rest"
        mv "$WORK/rest" "$WORK/needed"
        echo "$field" >>"$WORK/arguments"
    done <"$WORK/fields"
    if grep -q ' is tier' "$(find stdlib -name "$1.mt")"; then printf 'tier %s = %s {\n' "$3" "$1"; else printf '%s %s {\n' "$1" "$3"; fi
    sed 's/^/  /' "$WORK/needed" "$WORK/arguments"
    echo '}'
}

# Each resource of the templates of a folder in a line, its type first.
resources() {
    cat "$1"/*.json | awk '/^    "[A-Za-z0-9]+": \{$/ { text = $0; next }
        /^      "Type": / { type = $2 }
        { text = text $0 }
        /^    \}/ { print type, text }' | tr -d '",' | LC_ALL=C sort
}

limited 20 "$MTC" -o "$WORK/base/" "$WORK/base.mt" >"$WORK/said" 2>&1 || not_ok "the program compiles" "$WORK/said"
resources "$WORK/base" >"$WORK/there"

row=0
while IFS='|' read -r _ what uses types _; do
    row=$((row + 1))
    printf '%s\n' "$types" | grep -o '`[A-Z][^`]*`' | tr -d '`' >"$WORK/wanted"
    printf '%s\n' "$uses" | grep -o '`[^`]*`' | tr -d '`' >"$WORK/uses"
    cp "$WORK/base.mt" "$WORK/row.mt"
    made=0
    while read -r use; do
        pattern=${use%% *}
        case $use in
            flow\ *) echo "$use"; made=$((made + 1)) ;;
            azs* | stack* | override* | *'('*) ;;
            *)
                # a word alone is a pattern, or an argument told of elsewhere
                file=$(find stdlib -name "$pattern.mt")
                [ -n "$file" ] || continue
                made=$((made + 1))
                inner=
                case $use in *'{'*) inner=$(printf '%s' "$use" | sed 's/^[a-z_]* {//; s/}$//') ;; esac
                printf '%s' "$inner" | fields | sed 's/:.*//' | while read -r argument; do
                    grep -q "^  $argument: \|^  $argument = " "$file" || echo "$pattern takes no $argument"
                done >>"$WORK/unknown"
                instance "$pattern" "$inner" "row_${row}_$made" ;;
        esac
    done <"$WORK/uses" >>"$WORK/row.mt"
    [ "$(wc -l <"$WORK/row.mt")" -gt "$(wc -l <"$WORK/base.mt")" ] || continue
    rm -rf "$WORK/row"
    limited 20 "$MTC" -o "$WORK/row/" "$WORK/row.mt" >"$WORK/said" 2>&1
    status=$?
    if [ $status -ne 0 ]; then
        cat "$WORK/row.mt" >>"$WORK/said"
        not_ok "row $row,$what: exit status $status" "$WORK/said"
        continue
    fi
    # the base's templates have other names: base.json, base-recovery.json
    resources "$WORK/row" | LC_ALL=C comm -13 "$WORK/there" - >"$WORK/new"
    while read -r type; do
        grep -q "^AWS::$type " "$WORK/new" || echo "no AWS::$type"
    done <"$WORK/wanted" >"$WORK/lacking"
    if [ -s "$WORK/lacking" ]; then not_ok "row $row,$what: makes what it says" "$WORK/lacking"
    else ok "row $row,$what"; fi
done <"$WORK/table"
check "rows were compiled" test "$row" -gt 90
if [ -s "$WORK/unknown" ]; then not_ok "each argument is one" "$WORK/unknown"; else ok "each argument is one"; fi
tap_end
