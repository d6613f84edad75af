#!/bin/sh
# The same source gives the same bytes: whatever the locale, the time zone, the
# folder, the way the file is named, the environment, the umask, the hour or
# the run.
. "$MTC_SOURCE/tests/harness/tap.sh"
samples=$MTC_SOURCE/samples

# agree NAME FORMAT SAMPLE COMMAND...: the command prints what $WORK/reference holds
agree() {
    agree_name=$1
    shift
    "$@" >"$WORK/made" 2>"$WORK/stderr"
    agree_status=$?
    if [ $agree_status -ne 0 ]; then
        not_ok "$agree_name: exit status $agree_status" "$WORK/stderr"
    else
        same "$agree_name" "$WORK/reference" "$WORK/made"
        same "$agree_name: messages" "$WORK/reference.stderr" "$WORK/stderr"
    fi
}

cd "$samples" || exit 99
locales=$(locale -a 2>/dev/null | grep -iE '^(C\.utf|de_DE|ja_JP|tr_TR|fr_FR|en_US)' | head -n 8)
for sample in three_tier raw; do
    for format in json yaml; do
        case_name="$sample.$format"
        if ! "$MTC" -f $format -o - $sample.mt >"$WORK/reference" 2>"$WORK/reference.stderr"; then
            not_ok "$case_name compiles" "$WORK/reference.stderr"
            continue
        fi
        check "$case_name is not empty" test -s "$WORK/reference"
        agree "$case_name again" "$MTC" -f $format -o - $sample.mt
        # names of locales that are not installed do no harm
        for locale in $locales de_DE.UTF-8 tr_TR.UTF-8 POSIX nonsense; do
            agree "$case_name in locale $locale" env LC_ALL="$locale" LANG="$locale" LC_NUMERIC="$locale" \
                "$MTC" -f $format -o - $sample.mt
        done
        for zone in UTC Asia/Tokyo America/St_Johns nonsense; do
            agree "$case_name in time zone $zone" env TZ="$zone" "$MTC" -f $format -o - $sample.mt
        done
        agree "$case_name with another environment" env -i HOME=/nowhere AWS_REGION=eu-central-1 AWS_PROFILE=x \
            TERM=xterm COLUMNS=20 SOURCE_DATE_EPOCH=1 "$MTC" -f $format -o - $sample.mt
        agree "$case_name with a large environment" env NOISE="$(printf '%09999d' 0)" "$MTC" -f $format -o - $sample.mt
    done

    # the same file under other names: messages name it as the user did, the
    # template does not name it at all
    "$MTC" -o - $sample.mt >"$WORK/reference" 2>/dev/null
    for path in "./$sample.mt" "../samples/$sample.mt" "$samples/$sample.mt"; do
        "$MTC" -o - "$path" >"$WORK/made" 2>"$WORK/stderr"
        same "$sample as a path of another form" "$WORK/reference" "$WORK/made"
    done
    rm -rf "$WORK/a folder"
    mkdir -p "$WORK/a folder/ふるさと"
    cp $sample.mt "$WORK/a folder/ふるさと/"
    (cd "$WORK/a folder/ふるさと" && umask 077 && "$MTC" $sample.mt) >"$WORK/stderr" 2>&1
    same "$sample in another folder" "$WORK/reference" "$WORK/a folder/ふるさと/$sample.json"

    # a second run leaves the file alone
    touch -t 200001010000 "$WORK/a folder/ふるさと/$sample.json"
    (cd "$WORK/a folder/ふるさと" && "$MTC" $sample.mt) >"$WORK/stderr" 2>&1
    find "$WORK/a folder/ふるさと/$sample.json" -newermt 2000-06-01 >"$WORK/newer" 2>/dev/null
    same "$sample: what is the same is not written again" /dev/null "$WORK/newer"
    find "$WORK/a folder/ふるさと" -type f ! -name "$sample.*" >"$WORK/strangers"
    same "$sample: nothing else is left behind" /dev/null "$WORK/strangers"
done
tap_end
