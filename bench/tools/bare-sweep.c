/* What any sweep has to pay to PID 1 and the bus: asks for stub@1.service and its successors in one ListUnitsByNames and prints the
   microseconds until the answer is there, unread. bare-sweep UNITS SWEEPS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>

static int or_fail(const char *what, int result)
{
    if (result >= 0) return result;
    fprintf(stderr, "bare-sweep: %s: %s\n", what, strerror(-result));
    exit(1);
}

static sd_bus_message *question(sd_bus *bus, int units)
{
    sd_bus_message *call;
    or_fail("call", sd_bus_message_new_method_call(bus, &call, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager", "ListUnitsByNames"));
    or_fail("call", sd_bus_message_open_container(call, 'a', "s"));
    for (int unit = 1; unit <= units; unit++) {
        char name[64];
        snprintf(name, sizeof name, "stub@%d.service", unit);
        or_fail("call", sd_bus_message_append_basic(call, 's', name));
    }
    or_fail("call", sd_bus_message_close_container(call));
    return call;
}

static long long microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

int main(int argc, char **argv)
{
    sd_bus *bus;
    if (argc != 3) return 64;
    or_fail("open", sd_bus_open_system(&bus));
    for (int sweep = atoi(argv[2]); sweep > 0; sweep--) {
        sd_bus_message *call, *answer;
        long long began = microseconds();
        call = question(bus, atoi(argv[1]));
        or_fail("answer", sd_bus_call(bus, call, 0, NULL, &answer));
        printf("%lld\n", microseconds() - began);
        sd_bus_message_unref(call);
        sd_bus_message_unref(answer);
    }
    return 0;
}
