// The lower triangle of c <- alpha (a transposed b + b transposed a) + beta c
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0], beta = number[1];
    T(*c)[N] = array[0], (*a)[M] = array[1], (*b)[M] = array[2];
    for (long i = 0; i < N; i++) {
        for (long j = 0; j <= i; j++) c[i][j] *= beta;
        for (long k = 0; k < M; k++)
            for (long j = 0; j <= i; j++) c[i][j] += a[j][k] * alpha * b[i][k] + b[j][k] * alpha * a[i][k];
    }
}
