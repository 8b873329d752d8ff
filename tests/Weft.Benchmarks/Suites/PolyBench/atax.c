// y <- transposed a (a x)
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0], *x = array[1], *y = array[2], *tmp = array[3];
    for (long i = 0; i < N; i++) y[i] = 0;
    for (long i = 0; i < M; i++) {
        tmp[i] = 0;
        for (long j = 0; j < N; j++) tmp[i] += a[i][j] * x[j];
        for (long j = 0; j < N; j++) y[j] += a[i][j] * tmp[i];
    }
}
