// a <- its factors, the lower one with ones on its diagonal; without pivots
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0];
    for (long i = 0; i < N; i++) {
        for (long j = 0; j < i; j++) {
            for (long k = 0; k < j; k++) a[i][j] -= a[i][k] * a[k][j];
            a[i][j] /= a[j][j];
        }
        for (long j = i; j < N; j++)
            for (long k = 0; k < i; k++) a[i][j] -= a[i][k] * a[k][j];
    }
}
