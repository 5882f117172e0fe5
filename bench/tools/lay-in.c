/* Lays a directory of this machine over one of a guest: lay-in DIRECTORY LEADER PATH
   A bind mount cannot cross from one mount namespace to another, a detached copy of a mount can. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

static int or_fail(const char *what, int result)
{
    if (result >= 0) return result;
    perror(what);
    exit(1);
}

int main(int argc, char **argv)
{
    char guest[64];
    if (argc != 4) return 64;
    snprintf(guest, sizeof guest, "/proc/%s/ns/mnt", argv[2]);
    int space = or_fail(guest, open(guest, O_RDONLY | O_CLOEXEC));
    int tree = or_fail(argv[1], open_tree(AT_FDCWD, argv[1], OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
    or_fail("setns", setns(space, CLONE_NEWNS));
    or_fail(argv[3], move_mount(tree, "", AT_FDCWD, argv[3], MOVE_MOUNT_F_EMPTY_PATH));
    return 0;
}
