#!/bin/sh
# AWS's own rule sets over every sample, in each of its environments, and over
# both examples of every pattern, the least and the full one: cdk-nag
# (AwsSolutions, NIST 800-53 r5), Control Tower's proactive controls, AWS's offline
# validator. No finding without its reason in the resource's Metadata, and no reason
# without its finding; and what has no reason, or is made worse, is noticed.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_node || exit

all=$WORK/all
mkdir -p "$all"
cd "$MTC_SOURCE/samples" || exit 99
for source in *.mt; do
    name=${source%.mt}
    for env in '' $(sed -n 's/^env  *\([A-Za-z0-9_]*\).*/\1/p' "$source"); do
        into=$all/$name${env:+-$env}
        mkdir -p "$into"
        "$MTC" ${env:+--env "$env"} -o "$into/" "$source" >"$WORK/messages" 2>&1 ||
            not_ok "$source $env compiles" "$WORK/messages"
    done
done

cd "$MTC_SOURCE/tests/stdlib" || exit 99
for source in */least.mt */full.mt; do
    name=${source%.mt}
    into=$all/stdlib/$(echo "$name" | tr / -)
    mkdir -p "$into"
    # shellcheck disable=SC2046 # flags are words
    "$MTC" $(sed -n '1s/^# flags: *//p' "$source") -o "$into/" "$source" >"$WORK/messages" 2>&1 ||
        not_ok "$source compiles" "$WORK/messages"
done

# A sample made worse: the rule, the resource, the change by which it is found there.
cat >"$WORK/worse" <<'END'
AwsSolutions-RDS3 DbInstance s/"MultiAZ": true/"MultiAZ": false/
CT.RDS.PR.24 DbInstance s/"StorageEncrypted": true/"StorageEncrypted": false/
CT.EC2.PR.1 WebLaunchTemplate s/"HttpTokens": "required"/"HttpTokens": "optional"/
CT.ELASTICLOADBALANCING.PR.4 LbLoadBalancer s/"routing.http.drop_invalid_header_fields.enabled"/"idle"/
AwsSolutions-EC23 LbSecurityGroup s/"AwsSolutions-EC23"/"AwsSolutions-EC00"/
CT.AUTOSCALING.PR.6 WebGroup s/"CT.AUTOSCALING.PR.6"/"CT.AUTOSCALING.PR.0"/
AwsSolutions-AS3 WebGroup s/"Nobody was asked to be told[^"]*"/""/
END
mkdir -p "$all/worse"
cut -d ' ' -f 3- "$WORK/worse" >"$WORK/worse.sed"
sed -f "$WORK/worse.sed" "$all/three_tier/three_tier.json" >"$all/worse/worse.json"

cd "$all" || exit 99
find . -name '*.json' | sed 's,^\./,,' | LC_ALL=C sort >"$WORK/files"
# shellcheck disable=SC2046 # names without blanks
if ! node "$MTC_SOURCE/tests/outside/nag/nag.js" $(cat "$WORK/files") >"$WORK/found" 2>"$WORK/stderr"; then
    not_ok "the rule sets ran" "$WORK/stderr"
fi

tab=$(printf '\t')
while read -r file; do
    case $file in
        worse/*) continue ;;
    esac
    checks=$(sed -n "s|^#$tab$file$tab||p" "$WORK/found")
    awk -F'\t' -v file="$file" '$1 == file && $4 == "" { print $2, $3 ": " $5 }' "$WORK/found" >"$WORK/unexplained"
    sed -n "s|^-$tab$file$tab||p" "$WORK/found" >"$WORK/stale"
    if [ -s "$WORK/stale" ]; then not_ok "$file: a finding for each reason" "$WORK/stale"
    else ok "$file: a finding for each reason"; fi
    if [ -z "$checks" ]; then not_ok "$file was looked at"
    elif [ -s "$WORK/unexplained" ]; then not_ok "$file: a reason for each finding" "$WORK/unexplained"
    else ok "$file: a reason for each finding ($(awk -F'\t' -v file="$file" '$1 == file' "$WORK/found" | wc -l | tr -d ' ') of them)"; fi
done <"$WORK/files"

# What was not made worse in the last one is still needed; the reason of a rule that is called otherwise is not.
if grep -q "^-${tab}worse/worse.json${tab}CT.AUTOSCALING.PR.0${tab}WebGroup$" "$WORK/found"; then ok "a reason that nothing needs is noticed"
else not_ok "a reason that nothing needs is noticed"; fi
while read -r rule resource change; do
    if grep -q "^worse/worse.json$tab$rule$tab$resource$tab$tab" "$WORK/found"; then ok "$change is noticed as $rule"
    else not_ok "$change is noticed as $rule"; fi
done <"$WORK/worse"
tap_end
