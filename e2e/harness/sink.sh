#!/bin/sh
# A CUPS backend for tests: one file per job, and the faults of a real printer on demand.
# CUPS calls it with job, user, title, copies, options and perhaps a file. The folder of its queue holds the
# files NNNNN.prn and the file "fault" with one word.
[ $# -eq 0 ] && { echo 'direct sink "Unknown" "Daypass test sink"'; exit 0; }
dir=${CUPS_SERVERROOT%/etc}/sink/$PRINTER
file=${6-}
spooler=$PPID

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
echo 'STATE: -media-empty-error,offline-report,cover-open-error,media-jam-error' >&2
fault=$(cat "$dir/fault" 2>/dev/null)
case $fault in
  paper) blocked media-empty-error paper ;;
  offline) blocked offline-report offline ;;
  cover) blocked cover-open-error cover ;;
  jam) blocked media-jam-error jam ;;
  hang) blocked none hang ;;
  fail) exit 1 ;;
  auth) exit 2 ;;
  hold) exit 3 ;;
  stop) exit 4 ;;
  cancel) exit 5 ;;
esac

out=$dir/$(printf %05d "$1")
cat ${file:+"$file"} > "$out.part" && mv "$out.part" "$out.prn"
