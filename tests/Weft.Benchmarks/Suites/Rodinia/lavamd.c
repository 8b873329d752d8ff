// Forces between the particles of boxes that touch: each box has n, with a potential and three coordinates
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0];
    T(*p)[B][B][N][4] = array[0], (*charge)[B][B][N] = array[1], (*f)[B][B][N][4] = array[2];
    for (long z = 0; z < B; z++)
        for (long y = 0; y < B; y++)
            for (long x = 0; x < B; x++)
                for (long i = 0; i < N; i++)
                    for (long e = 0; e < 4; e++) f[z][y][x][i][e] = 0;
    for (long z = 0; z < B; z++)
        for (long y = 0; y < B; y++)
            for (long x = 0; x < B; x++)
                for (long dz = z > 0 ? z - 1 : 0; dz <= (z < B - 1 ? z + 1 : z); dz++)
                    for (long dy = y > 0 ? y - 1 : 0; dy <= (y < B - 1 ? y + 1 : y); dy++)
                        for (long dx = x > 0 ? x - 1 : 0; dx <= (x < B - 1 ? x + 1 : x); dx++)
                            for (long i = 0; i < N; i++)
                                for (long j = 0; j < N; j++) {
                                    const T *a = p[z][y][x][i], *b = p[dz][dy][dx][j];
                                    const T r = a[0] + b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3];
                                    const T v = charge[dz][dy][dx][j] * exp(-2 * alpha * alpha * r);
                                    f[z][y][x][i][0] += v;
                                    for (long e = 1; e < 4; e++) f[z][y][x][i][e] += 2 * v * (a[e] - b[e]);
                                }
}
