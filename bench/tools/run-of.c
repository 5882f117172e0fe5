/* Prints the processor time of processes in nanoseconds, that of threads which have ended included: run-of PID... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv)
{
    long long sum = 0;
    for (int at = 1; at < argc; at++) {
        clockid_t clock;
        struct timespec run;
        int error = clock_getcpuclockid(atoi(argv[at]), &clock);
        if (error != 0 || clock_gettime(clock, &run) != 0) {
            fprintf(stderr, "run-of: %s: %s\n", argv[at], error ? strerror(error) : "cannot be read");
            return 1;
        }
        sum += run.tv_sec * 1000000000LL + run.tv_nsec;
    }
    printf("%lld\n", sum);
    return 0;
}
