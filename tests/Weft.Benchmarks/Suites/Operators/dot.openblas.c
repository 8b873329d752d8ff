// The sum of the products
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../openblas.h"

void run(const T *number, void *const *array) { *(T *)array[2] = cblas_sdot(N, array[0], 1, array[1], 1); }
