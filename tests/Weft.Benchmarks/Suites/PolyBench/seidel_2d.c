// Means of nine neighbours in place: each takes those that were made before it in the same turn
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0];
    for (long t = 0; t < STEPS; t++)
        for (long i = 1; i < N - 1; i++)
            for (long j = 1; j < N - 1; j++)
                a[i][j] = (a[i - 1][j - 1] + a[i - 1][j] + a[i - 1][j + 1] + a[i][j - 1] + a[i][j] + a[i][j + 1]
                    + a[i + 1][j - 1] + a[i + 1][j] + a[i + 1][j + 1]) / 9;
}
