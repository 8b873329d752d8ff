// a = q r with orthonormal columns of q, one column after the other; a is used up
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0], (*r)[N] = array[1], (*q)[N] = array[2];
    for (long k = 0; k < N; k++) {
        T norm = 0;
        for (long i = 0; i < M; i++) norm += a[i][k] * a[i][k];
        r[k][k] = sqrt(norm);
        for (long i = 0; i < M; i++) q[i][k] = a[i][k] / r[k][k];
        for (long j = k + 1; j < N; j++) {
            r[k][j] = 0;
            for (long i = 0; i < M; i++) r[k][j] += q[i][k] * a[i][j];
            for (long i = 0; i < M; i++) a[i][j] -= q[i][k] * r[k][j];
        }
    }
}
