// The correlations of the columns of data, which become their deviations in units of the standard deviation
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*data)[M] = array[0], (*corr)[M] = array[1], *mean = array[2], *stddev = array[3];
    for (long j = 0; j < M; j++) {
        mean[j] = 0;
        for (long i = 0; i < N; i++) mean[j] += data[i][j];
        mean[j] /= (T)N;
    }
    for (long j = 0; j < M; j++) {
        stddev[j] = 0;
        for (long i = 0; i < N; i++) stddev[j] += (data[i][j] - mean[j]) * (data[i][j] - mean[j]);
        stddev[j] = sqrt(stddev[j] / (T)N);
        if (stddev[j] <= (T)0.1) stddev[j] = 1;
    }
    for (long i = 0; i < N; i++)
        for (long j = 0; j < M; j++) data[i][j] = (data[i][j] - mean[j]) / (sqrt((T)N) * stddev[j]);
    for (long i = 0; i < M - 1; i++) {
        corr[i][i] = 1;
        for (long j = i + 1; j < M; j++) {
            corr[i][j] = 0;
            for (long k = 0; k < N; k++) corr[i][j] += data[k][i] * data[k][j];
            corr[j][i] = corr[i][j];
        }
    }
    corr[M - 1][M - 1] = 1;
}
