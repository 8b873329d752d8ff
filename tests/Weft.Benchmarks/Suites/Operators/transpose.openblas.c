// Rows become columns
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../openblas.h"

void run(const T *number, void *const *array) { cblas_somatcopy(101, 112, N, N, 1, array[0], N, array[1], N); }
