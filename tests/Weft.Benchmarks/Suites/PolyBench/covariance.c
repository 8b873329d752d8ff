// The covariances of the columns of data, which become their deviations from the mean
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*data)[M] = array[0], (*cov)[M] = array[1], *mean = array[2];
    for (long j = 0; j < M; j++) {
        mean[j] = 0;
        for (long i = 0; i < N; i++) mean[j] += data[i][j];
        mean[j] /= (T)N;
    }
    for (long i = 0; i < N; i++)
        for (long j = 0; j < M; j++) data[i][j] -= mean[j];
    for (long i = 0; i < M; i++)
        for (long j = i; j < M; j++) {
            cov[i][j] = 0;
            for (long k = 0; k < N; k++) cov[i][j] += data[k][i] * data[k][j];
            cov[i][j] /= (T)N - 1;
            cov[j][i] = cov[i][j];
        }
}
