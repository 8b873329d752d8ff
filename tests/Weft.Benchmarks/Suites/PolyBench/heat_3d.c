// Heat in three dimensions, to and fro between a and b
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N][N] = array[0], (*b)[N][N] = array[1];
    for (long t = 0; t < STEPS; t++) {
        for (long i = 1; i < N - 1; i++)
            for (long j = 1; j < N - 1; j++)
                for (long k = 1; k < N - 1; k++)
                    b[i][j][k] = (T)0.125 * (a[i + 1][j][k] - 2 * a[i][j][k] + a[i - 1][j][k])
                        + (T)0.125 * (a[i][j + 1][k] - 2 * a[i][j][k] + a[i][j - 1][k])
                        + (T)0.125 * (a[i][j][k + 1] - 2 * a[i][j][k] + a[i][j][k - 1]) + a[i][j][k];
        for (long i = 1; i < N - 1; i++)
            for (long j = 1; j < N - 1; j++)
                for (long k = 1; k < N - 1; k++)
                    a[i][j][k] = (T)0.125 * (b[i + 1][j][k] - 2 * b[i][j][k] + b[i - 1][j][k])
                        + (T)0.125 * (b[i][j + 1][k] - 2 * b[i][j][k] + b[i][j - 1][k])
                        + (T)0.125 * (b[i][j][k + 1] - 2 * b[i][j][k] + b[i][j][k - 1]) + b[i][j][k];
    }
}
