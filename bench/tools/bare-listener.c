/* The least that can be done to hear of a failure: prints the wall clock's microseconds each time the bus says that a
   unit's ActiveState is "failed". One line "listening" comes first. bare-listener UNIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>

static char *unit_path;

static int or_fail(const char *what, int result)
{
    if (result >= 0) return result;
    fprintf(stderr, "bare-listener: %s: %s\n", what, strerror(-result));
    exit(1);
}

static int says_failed(sd_bus_message *signal)
{
    const char *name, *state;
    or_fail("read", sd_bus_message_skip(signal, "s"));
    or_fail("read", sd_bus_message_enter_container(signal, 'a', "{sv}"));
    while (or_fail("read", sd_bus_message_enter_container(signal, 'e', "sv")) > 0) {
        or_fail("read", sd_bus_message_read_basic(signal, 's', &name));
        if (strcmp(name, "ActiveState") == 0) {
            or_fail("read", sd_bus_message_read(signal, "v", "s", &state));
            return strcmp(state, "failed") == 0;
        }
        or_fail("read", sd_bus_message_skip(signal, "v"));
        or_fail("read", sd_bus_message_exit_container(signal));
    }
    return 0;
}

static int heard(sd_bus_message *signal, void *unused, sd_bus_error *error)
{
    struct timespec now;
    (void)unused;
    (void)error;
    if (strcmp(sd_bus_message_get_path(signal), unit_path) != 0 || !says_failed(signal)) return 0;
    clock_gettime(CLOCK_REALTIME, &now);
    printf("%lld\n", now.tv_sec * 1000000LL + now.tv_nsec / 1000);
    return 0;
}

int main(int argc, char **argv)
{
    sd_bus *bus;
    if (argc != 2) return 64;
    setvbuf(stdout, NULL, _IOLBF, 0);
    or_fail("path", sd_bus_path_encode("/org/freedesktop/systemd1/unit", argv[1], &unit_path));
    or_fail("open", sd_bus_open_system(&bus));
    or_fail("match", sd_bus_add_match(bus, NULL,
        "type='signal',sender='org.freedesktop.systemd1',interface='org.freedesktop.DBus.Properties',"
        "member='PropertiesChanged',arg0='org.freedesktop.systemd1.Unit'", heard, NULL));
    or_fail("subscribe", sd_bus_call_method(bus, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager", "Subscribe", NULL, NULL, ""));
    puts("listening");
    while (1) {
        if (or_fail("process", sd_bus_process(bus, NULL)) == 0) or_fail("wait", sd_bus_wait(bus, UINT64_MAX));
    }
}
