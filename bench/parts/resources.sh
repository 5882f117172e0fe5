# One look at the host's resources. To be sourced.

measure_resources() {
    local units=200 disks=50 seen_disks seen_units reaped figure
    say "$resources times a sample of $units units and $disks file systems"
    start_stubs "$units"
    inside unshare --mount --propagation private bash -c "
        for ((n = 1; n <= $disks; n++)); do mkdir -p /mnt/\$n && mount -t tmpfs -o size=1m bench /mnt/\$n || exit; done
        exec /opt/bench/dotnet /opt/bench/Supervision.Bench.dll resources $units $resources" \
        >"$scratch/resources" 2>"$scratch/resources.seen" || fail "$(cat "$scratch/resources.seen")"
    read -r seen_disks seen_units reaped <"$scratch/resources.seen"
    ((seen_disks >= disks && seen_units == units)) || fail "only $seen_disks file systems and $seen_units units were seen"
    figure=$(median <"$scratch/resources")
    cat <<MARKDOWN

## A sample of the resources

$resources times, in milliseconds of processor time, user and system, of the whole process that takes the samples: everything that is
read of the host, of $seen_disks file systems ($disks of them mounted for it) and of $seen_units running units with control groups of
their own. Page faults of children are those that the kernel has put down for processes that were started and have ended: one would
leave hundreds.

MARKDOWN
    header what median p95 "to reach (median)" ""
    row "processor time of one sample" "$(ms "$figure" 2)" "$(ms "$(p95 <"$scratch/resources")" 2)" "≤ 15 ms" "$(verdict "$figure" 15000)"
    row "page faults of children" "$reaped" "" "0" "$(verdict "$reaped" 0)"
}
