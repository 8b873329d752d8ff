// b <- alpha transposed a b for a lower triangle a with ones on its diagonal
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0];
    T(*a)[M] = array[0], (*b)[N] = array[1];
    for (long i = 0; i < M; i++)
        for (long j = 0; j < N; j++) {
            for (long k = i + 1; k < M; k++) b[i][j] += a[k][i] * b[k][j];
            b[i][j] *= alpha;
        }
}
