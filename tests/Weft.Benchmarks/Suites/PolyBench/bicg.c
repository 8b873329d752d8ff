// s <- transposed a r, q <- a p
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[M] = array[0], *p = array[1], *r = array[2], *s = array[3], *q = array[4];
    for (long i = 0; i < M; i++) s[i] = 0;
    for (long i = 0; i < N; i++) {
        q[i] = 0;
        for (long j = 0; j < M; j++) {
            s[j] += r[i] * a[i][j];
            q[i] += a[i][j] * p[j];
        }
    }
}
