// e <- a b, f <- c d, g <- e f
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[NK] = array[0], (*b)[NJ] = array[1], (*c)[NM] = array[2], (*d)[NL] = array[3];
    T(*e)[NJ] = array[4], (*f)[NL] = array[5], (*g)[NL] = array[6];
    for (long i = 0; i < NI; i++)
        for (long j = 0; j < NJ; j++) {
            e[i][j] = 0;
            for (long k = 0; k < NK; k++) e[i][j] += a[i][k] * b[k][j];
        }
    for (long i = 0; i < NJ; i++)
        for (long j = 0; j < NL; j++) {
            f[i][j] = 0;
            for (long k = 0; k < NM; k++) f[i][j] += c[i][k] * d[k][j];
        }
    for (long i = 0; i < NI; i++)
        for (long j = 0; j < NL; j++) {
            g[i][j] = 0;
            for (long k = 0; k < NJ; k++) g[i][j] += e[i][k] * f[k][j];
        }
}
