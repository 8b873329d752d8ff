// Means of five neighbours, to and fro between a and b
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0], (*b)[N] = array[1];
    for (long t = 0; t < STEPS; t++) {
        for (long i = 1; i < N - 1; i++)
            for (long j = 1; j < N - 1; j++)
                b[i][j] = (T)0.2 * (a[i][j] + a[i][j - 1] + a[i][j + 1] + a[i + 1][j] + a[i - 1][j]);
        for (long i = 1; i < N - 1; i++)
            for (long j = 1; j < N - 1; j++)
                a[i][j] = (T)0.2 * (b[i][j] + b[i][j - 1] + b[i][j + 1] + b[i + 1][j] + b[i - 1][j]);
    }
}
