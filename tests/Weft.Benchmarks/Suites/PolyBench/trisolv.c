// l x = b for a lower triangle l
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*l)[N] = array[0], *b = array[1], *x = array[2];
    for (long i = 0; i < N; i++) {
        x[i] = b[i];
        for (long j = 0; j < i; j++) x[i] -= l[i][j] * x[j];
        x[i] /= l[i][i];
    }
}
