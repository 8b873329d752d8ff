// c <- a b
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../openblas.h"

void run(const T *number, void *const *array) { cblas_dgemm(101, 111, 111, M, N, K, 1, array[0], K, array[1], N, 0, array[2], N); }
