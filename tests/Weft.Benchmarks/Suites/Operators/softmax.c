// Of each row
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T(*restrict x)[N] = array[0];
    T(*restrict y)[N] = array[1];
    for (long i = 0; i < M; i++) {
        T top = x[i][0], all = 0;
        for (long j = 1; j < N; j++) top = x[i][j] > top ? x[i][j] : top;
        for (long j = 0; j < N; j++) y[i][j] = exp(x[i][j] - top);
        for (long j = 0; j < N; j++) all += y[i][j];
        for (long j = 0; j < N; j++) y[i][j] /= all;
    }
}
