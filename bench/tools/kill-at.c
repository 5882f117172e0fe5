/* Kills the process PID and prints the wall clock's microseconds right before the kill: kill-at PID */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
    struct timespec now;
    if (argc != 2) return 64;
    clock_gettime(CLOCK_REALTIME, &now);
    if (kill(atoi(argv[1]), SIGKILL) < 0) {
        perror("kill-at");
        return 1;
    }
    printf("%lld\n", now.tv_sec * 1000000LL + now.tv_nsec / 1000);
    return 0;
}
