#!/bin/bash
# Restarts all six, as the real script does.
echo "${EPOCHREALTIME/./}" >>/run/peers-noticed
systemctl restart peer@{1..6}.service
