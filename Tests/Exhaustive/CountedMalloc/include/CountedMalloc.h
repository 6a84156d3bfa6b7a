#include <stddef.h>

/// Begins to count what this thread asks of malloc.
void counted_malloc_begin(void);
/// Stops, and says how many times it asked…
size_t counted_malloc_objects(void);
/// …and for how many octets.
size_t counted_malloc_octets(void);
