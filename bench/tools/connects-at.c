/* Waits until somebody takes connections at a Unix socket, looking every millisecond, and prints the wall clock's microseconds then:
   connects-at PATH SECONDS */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct timespec now;
    if (argc != 3) return 64;
    snprintf(address.sun_path, sizeof address.sun_path, "%s", argv[1]);
    for (long looks = atol(argv[2]) * 1000; looks > 0; looks--) {
        int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(client, (struct sockaddr *)&address, sizeof address) == 0) {
            clock_gettime(CLOCK_REALTIME, &now);
            printf("%lld\n", now.tv_sec * 1000000LL + now.tv_nsec / 1000);
            return 0;
        }
        close(client);
        usleep(1000);
    }
    fprintf(stderr, "connects-at: nobody at %s\n", argv[1]);
    return 1;
}
