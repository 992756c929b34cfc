#!/bin/sh
# What ippeveprinter runs for each document: the engine of a printer, which puts it into the tray or suffers from the word
# in the file "fault". DAYPASS_PRINTER is the printer's folder, DAYPASS_PRINTER_URI its own address.
dir=$DAYPASS_PRINTER
document=$1
printer=$PPID
name=$(basename "$document" .pdf)
fault() { cat "$dir/fault" 2>/dev/null; }

# Stays in a fault until it is cleared. Without its printer an engine has no power.
blocked() {
  echo "STATE: +$1" >&2
  while [ "$(fault)" = "$2" ]; do
    [ -d "/proc/$printer" ] || exit 1
    sleep 0.05
  done
  echo "STATE: -$1" >&2
}

# A device drops a job that was called off while it could not print. ippeveprinter only marks such a job and prints it.
is_called_off() {
  ipptool -tv -d "job=${name%%-*}" "$DAYPASS_PRINTER_URI" "$dir/job.test" | grep -q processing-to-stop-point
}

word=$(fault)
case $word in
  media-empty | cover-open | media-jam | paused | marker-supply-empty) blocked "$word" "$word" ;;
  busy) blocked other busy ;;
  fail) exit 1 ;;
esac
is_called_off && exit 0
card=$dir/tray/$(date +%s%N)
cp "$document" "$card.new" && mv "$card.new" "$card.pdf"
[ "$word" = last-card ] && echo 'STATE: +media-empty' >&2
exit 0
