// The clock of the wall, so many seconds ahead as a file says: LD_PRELOAD, for one process alone. Time that passes stays.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, now);
    if (clock != CLOCK_REALTIME) return result;
    char ahead[32] = "";
    int file = open(getenv("CLOCK_FILE"), O_RDONLY | O_CLOEXEC);
    if (file >= 0 && read(file, ahead, sizeof ahead - 1) > 0) now->tv_sec += atol(ahead);
    if (file >= 0) close(file);
    return result;
}
