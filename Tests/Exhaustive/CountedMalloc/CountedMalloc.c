#include "CountedMalloc.h"

// Of the GNU C library: its own malloc, under another name.
extern void *__libc_malloc(size_t);

static __thread int counting;
static __thread size_t objects, octets;

void *malloc(size_t size) {
    if (counting) { objects++; octets += size; }
    return __libc_malloc(size);
}

void counted_malloc_begin(void) { objects = octets = 0; counting = 1; }
size_t counted_malloc_objects(void) { counting = 0; return objects; }
size_t counted_malloc_octets(void) { counting = 0; return octets; }
