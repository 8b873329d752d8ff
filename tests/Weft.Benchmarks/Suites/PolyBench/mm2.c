// d <- (alpha a b) c + beta d
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0], beta = number[1];
    T(*a)[NK] = array[0], (*b)[NJ] = array[1], (*c)[NL] = array[2], (*d)[NL] = array[3], (*tmp)[NJ] = array[4];
    for (long i = 0; i < NI; i++)
        for (long j = 0; j < NJ; j++) {
            tmp[i][j] = 0;
            for (long k = 0; k < NK; k++) tmp[i][j] += alpha * a[i][k] * b[k][j];
        }
    for (long i = 0; i < NI; i++)
        for (long j = 0; j < NL; j++) {
            d[i][j] *= beta;
            for (long k = 0; k < NJ; k++) d[i][j] += tmp[i][k] * c[k][j];
        }
}
