#!/bin/sh
# A CUPS filter for tests, the "driver" of a queue: passes the badge on, or fails as drivers do, by the queue's file "fault".
case $(cat "${CUPS_SERVERROOT%/etc}/sink/$PRINTER/fault" 2>/dev/null) in
  driver) exit 1 ;;
  # Everything has gone to the printer when it fails.
  driver-late) cat; exit 1 ;;
  *) cat ;;
esac
