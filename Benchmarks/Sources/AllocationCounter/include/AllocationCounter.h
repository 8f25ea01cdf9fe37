#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H
#include <stdint.h>

/// How often memory was asked for in this process so far; zero where it cannot be counted.
uint64_t allocation_count(void);
/// Whether it can be counted here.
int allocation_count_available(void);
#endif
