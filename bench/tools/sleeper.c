/* What the units of the sweep run: the smallest process there is, for there are thousands of it. */
#include <unistd.h>

int main(void)
{
    while (1) pause();
}
