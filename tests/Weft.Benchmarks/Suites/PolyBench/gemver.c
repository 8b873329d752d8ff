// a <- a + u1 v1 + u2 v2, x <- x + beta transposed a y + z, w <- w + alpha a x
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0], beta = number[1];
    T(*a)[N] = array[0], *u1 = array[1], *v1 = array[2], *u2 = array[3], *v2 = array[4];
    T *w = array[5], *x = array[6], *y = array[7], *z = array[8];
    for (long i = 0; i < N; i++)
        for (long j = 0; j < N; j++) a[i][j] += u1[i] * v1[j] + u2[i] * v2[j];
    for (long i = 0; i < N; i++)
        for (long j = 0; j < N; j++) x[i] += beta * a[j][i] * y[j];
    for (long i = 0; i < N; i++) x[i] += z[i];
    for (long i = 0; i < N; i++)
        for (long j = 0; j < N; j++) w[i] += alpha * a[i][j] * x[j];
}
