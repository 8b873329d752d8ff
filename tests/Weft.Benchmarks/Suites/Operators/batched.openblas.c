// Products of many small matrices
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include "../openblas.h"

void run(const T *number, void *const *array)
{
    const T(*a)[S][S] = array[0], (*b)[S][S] = array[1];
    T(*c)[S][S] = array[2];
    for (long t = 0; t < Q; t++) cblas_sgemm(101, 111, 111, S, S, S, 1, a[t][0], S, b[t][0], S, 0, c[t][0], S);
}
