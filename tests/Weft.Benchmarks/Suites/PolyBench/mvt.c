// x1 <- x1 + a y1, x2 <- x2 + transposed a y2
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T *x1 = array[0], *x2 = array[1], *y1 = array[2], *y2 = array[3], (*a)[N] = array[4];
    for (long i = 0; i < N; i++)
        for (long j = 0; j < N; j++) x1[i] += a[i][j] * y1[j];
    for (long i = 0; i < N; i++)
        for (long j = 0; j < N; j++) x2[i] += a[j][i] * y2[j];
}
