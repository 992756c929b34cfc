#!/bin/sh
# A CUPS backend for tests: one file per job, and the faults of a real printer on demand.
# CUPS calls it with job, user, title, copies, options and perhaps a file. The folder of its queue holds the
# files NNNNN.prn and the file "fault" with one word.
[ $# -eq 0 ] && { echo 'direct sink "Unknown" "Daypass test sink"'; exit 0; }
dir=${CUPS_SERVERROOT%/etc}/sink/$PRINTER
file=${6-}
spooler=$PPID
out=$dir/$(printf %05d "$1")

# Stays in a fault until it is cleared. A backend whose spooler was killed ends too, as no test may leave it behind.
blocked() {
  echo "STATE: +$1" >&2
  while [ "$(cat "$dir/fault" 2>/dev/null)" = "$2" ]; do
    [ -d "/proc/$spooler" ] || exit 1
    sleep 0.05
  done
  echo "STATE: -$1" >&2
}

# As a real backend does, it starts from what it finds, not from what the last job met.
echo 'STATE: -media-empty-error,offline-report,cover-open-error,media-jam-error,marker-supply-empty-error,input-media-type-change-error,input-media-size-change-error,fuser-over-temp-error,media-low-warning,toner-low-warning' >&2
fault=$(cat "$dir/fault" 2>/dev/null)
case $fault in
  paper) blocked media-empty-error paper ;;
  # Out of paper when half of the badge is in the printer.
  mid) head -c 2000 > "$out.part"; blocked media-empty-error mid ;;
  offline) blocked offline-report offline ;;
  cover) blocked cover-open-error cover ;;
  jam) blocked media-jam-error jam ;;
  ribbon) blocked marker-supply-empty-error ribbon ;;
  type) blocked input-media-type-change-error type ;;
  size) blocked input-media-size-change-error size ;;
  heat) blocked fuser-over-temp-error heat ;;
  hang) blocked none hang ;;
  low) echo 'STATE: +media-low-warning' >&2 ;;
  toner) echo 'STATE: +toner-low-warning' >&2 ;;
  fail) exit 1 ;;
  auth) exit 2 ;;
  hold) exit 3 ;;
  stop) exit 4 ;;
  cancel) exit 5 ;;
esac

cat ${file:+"$file"} >> "$out.part" && mv "$out.part" "$out.prn"
