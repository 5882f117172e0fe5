/* Prints the microseconds of the kernel's monotonic clock, by which the daemon stamps its intents. */
#include <stdio.h>
#include <time.h>

int main(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf("%lld\n", now.tv_sec * 1000000LL + now.tv_nsec / 1000);
    return 0;
}
