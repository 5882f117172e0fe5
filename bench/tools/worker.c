/* A unit of the soak and of the peers: worker NAME answers HTTP at /run/workers/NAME.sock and touches /run/workers/NAME.beat every
   second, so that a process that was stopped is found by what it does not do. As soon as it listens, /run/workers/NAME.pid says who it
   is, and a line is added to /run/workers/NAME.up: the wall clock's microseconds and its process. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";

static void say_that_it_is_up(const char *name)
{
    char path[96], line[64];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(path, sizeof path, "/run/workers/%.64s.pid", name);
    FILE *pid = fopen(path, "we");
    if (pid != NULL) {
        fprintf(pid, "%d\n", getpid());
        fclose(pid);
    }
    snprintf(path, sizeof path, "/run/workers/%.64s.up", name);
    int up = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    int length = snprintf(line, sizeof line, "%lld %d\n", now.tv_sec * 1000000LL + now.tv_nsec / 1000, getpid());
    if (up < 0 || write(up, line, length) != length) perror(path);
    close(up);
}

int main(int argc, char **argv)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    char beat[sizeof address.sun_path], request[4096];
    if (argc != 2) return 64;
    umask(0);
    mkdir("/run/workers", 0755);
    snprintf(beat, sizeof beat, "/run/workers/%.64s.beat", argv[1]);
    snprintf(address.sun_path, sizeof address.sun_path, "/run/workers/%.64s.sock", argv[1]);
    unlink(address.sun_path);
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(server, (struct sockaddr *)&address, sizeof address) < 0 || listen(server, 64) < 0) {
        perror(address.sun_path);
        return 1;
    }
    say_that_it_is_up(argv[1]);
    struct pollfd ready = { .fd = server, .events = POLLIN };
    while (1) {
        close(open(beat, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        utimensat(AT_FDCWD, beat, NULL, 0);
        if (poll(&ready, 1, 1000) <= 0) continue;
        int client = accept(server, NULL, NULL);
        if (client < 0) continue;
        if (read(client, request, sizeof request) > 0) send(client, answer, strlen(answer), MSG_NOSIGNAL);
        close(client);
    }
}
