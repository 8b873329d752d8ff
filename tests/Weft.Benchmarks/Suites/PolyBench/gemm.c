// c <- alpha a b + beta c
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0], beta = number[1];
    T(*c)[NJ] = array[0], (*a)[NK] = array[1], (*b)[NJ] = array[2];
    for (long i = 0; i < NI; i++) {
        for (long j = 0; j < NJ; j++) c[i][j] *= beta;
        for (long k = 0; k < NK; k++)
            for (long j = 0; j < NJ; j++) c[i][j] += alpha * a[i][k] * b[k][j];
    }
}
