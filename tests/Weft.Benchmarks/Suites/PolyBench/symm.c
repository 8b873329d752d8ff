// c <- alpha a b + beta c for a symmetric a, of which the lower triangle is given
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0], beta = number[1];
    T(*c)[N] = array[0], (*a)[M] = array[1], (*b)[N] = array[2];
    for (long i = 0; i < M; i++)
        for (long j = 0; j < N; j++) {
            T t = 0;
            for (long k = 0; k < i; k++) {
                c[k][j] += alpha * b[i][j] * a[i][k];
                t += b[k][j] * a[i][k];
            }
            c[i][j] = beta * c[i][j] + alpha * b[i][j] * a[i][i] + alpha * t;
        }
}
