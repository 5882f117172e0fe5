# Whether the daemon takes more and more. To be sourced.

# One life of the daemon begins with each kill: slopes are drawn within one, after its first minute, by least squares, with the standard
# error of each; what is shorter than two minutes more says nothing. Lines: life, minutes, samples, and for each of resident MB,
# anonymous MB, threads (those of the pool not counted) and descriptors the first figure, the last, the slope in an hour and its error.
slopes() {
    awk -v warm=60000 '
        !($2 in first) { first[$2] = $1; order[++lives] = $2 }
        { last[$2] = $1 }
        $1 - first[$2] < warm { next }
        {
            l = $2; x = ($1 - first[l]) / 3600000; n[l]++; sx[l] += x; sxx[l] += x * x
            for (i = 1; i <= 4; i++) {
                y = i <= 2 ? $(i + 2) / 1024 : $(i + 2)
                if (n[l] == 1) from[l, i] = y
                to[l, i] = y; sy[l, i] += y; sxy[l, i] += x * y; syy[l, i] += y * y
            }
        }
        END {
            for (o = 1; o <= lives; o++) {
                l = order[o]
                printf "%d %.1f %d", o, (last[l] - first[l]) / 60000, n[l]
                for (i = 1; i <= 4; i++) {
                    d = n[l] * sxx[l] - sx[l] * sx[l]
                    if (last[l] - first[l] < 180000 || n[l] < 8 || d <= 0) { printf " - - - -"; continue }
                    slope = (n[l] * sxy[l, i] - sx[l] * sy[l, i]) / d
                    left = (syy[l, i] - sy[l, i] * sy[l, i] / n[l]) - slope * slope * d / n[l]
                    error = sqrt((left > 0 ? left : 0) / (n[l] - 2) * n[l] / d)
                    printf " %.1f %.1f %.1f %.1f", from[l, i], to[l, i], slope, error
                }
                print ""
            }
        }' "$found/samples"
}

# At rest, the last life beside a fresh one over the same journal on the same host: what it holds more is what it has kept of its faults.
more_of() { awk -v column="$1" '$1 == "last" { l = $column } $1 == "fresh" { f = $column } END { print l - f }' "$found/rest"; }

of_leaks() {
    local more
    [[ $(awk '$7 >= 3' "$found/rest" | wc -l) == 2 ]] || echo "there are no samples of a life at rest"
    more=$(more_of 5)
    ((more <= spare_descriptors)) || echo "the last life holds $more descriptors more than a fresh one"
    more=$(more_of 4)
    ((more <= spare_threads)) || echo "the last life holds $more threads more than a fresh one"
    more=$(more_of 6)
    ((more <= spare_pool)) || echo "the last life holds $more threads of the pool more than a fresh one"
    more=$(more_of 3)
    ((more <= spare_memory)) || echo "the last life holds $more KiB of memory more than a fresh one"
}

# At rest both hold the same files and threads, but for a look or a caller that is on its way at each instant. The runtime's pool has grown
# in trouble and shrinks as it likes; a thread that waits in it for ever, for each fault of a kind, comes to more than that. Memory: the
# collector keeps what it has once needed, and that is bounded. What is lost at each sample or look, and not at each fault, takes longer
# than a soak to come to so much: the slopes show it.
spare_descriptors=4 spare_threads=2 spare_pool=16 spare_memory=16384
