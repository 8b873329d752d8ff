// Each row with mean 0 and variance 1, scaled and shifted
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T(*restrict x)[N] = array[0], *restrict scale = array[1], *restrict shift = array[2];
    T(*restrict y)[N] = array[3];
    for (long i = 0; i < M; i++) {
        T mean = 0, variance = 0;
        for (long j = 0; j < N; j++) mean += x[i][j];
        mean /= N;
        for (long j = 0; j < N; j++) variance += (x[i][j] - mean) * (x[i][j] - mean);
        variance /= N;
        for (long j = 0; j < N; j++) y[i][j] = (x[i][j] - mean) / sqrt(variance + (T)0.00001) * scale[j] + shift[j];
    }
}
