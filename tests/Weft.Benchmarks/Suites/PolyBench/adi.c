// Implicit heat flow in alternating directions: a tridiagonal system for each column, then for each row
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*u)[N] = array[0], (*v)[N] = array[1], (*p)[N] = array[2], (*q)[N] = array[3];
    const T dt = 1 / (T)STEPS, columns = 2 * dt * N * N, rows = dt * N * N;
    const T a = -columns / 2, b = 1 + columns, d = -rows / 2, e = 1 + rows;
    for (long t = 0; t < STEPS; t++) {
        for (long i = 1; i < N - 1; i++) {
            v[0][i] = 1;
            p[i][0] = 0;
            q[i][0] = v[0][i];
            for (long j = 1; j < N - 1; j++) {
                p[i][j] = -a / (a * p[i][j - 1] + b);
                q[i][j] = (-d * u[j][i - 1] + (1 + 2 * d) * u[j][i] - d * u[j][i + 1] - a * q[i][j - 1]) / (a * p[i][j - 1] + b);
            }
            v[N - 1][i] = 1;
            for (long j = N - 2; j > 0; j--) v[j][i] = p[i][j] * v[j + 1][i] + q[i][j];
        }
        for (long i = 1; i < N - 1; i++) {
            u[i][0] = 1;
            p[i][0] = 0;
            q[i][0] = u[i][0];
            for (long j = 1; j < N - 1; j++) {
                p[i][j] = -d / (d * p[i][j - 1] + e);
                q[i][j] = (-a * v[i - 1][j] + (1 + 2 * a) * v[i][j] - a * v[i + 1][j] - d * q[i][j - 1]) / (d * p[i][j - 1] + e);
            }
            u[i][N - 1] = 1;
            for (long j = N - 2; j > 0; j--) u[i][j] = p[i][j] * u[i][j + 1] + q[i][j];
        }
    }
}
