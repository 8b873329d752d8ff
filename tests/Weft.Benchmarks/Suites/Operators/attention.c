// The values v, for each query weighted by the softmax of its products with the keys
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T(*restrict q)[D] = array[0], (*restrict kt)[N] = array[1], (*restrict v)[D] = array[2];
    T(*restrict y)[D] = array[3];
    for (long i = 0; i < N; i++) {
        T s[N], sum[D], top, all = 0;
        for (long j = 0; j < N; j++) s[j] = 0;
        for (long p = 0; p < D; p++)
            for (long j = 0; j < N; j++) s[j] += (T)0.125 * q[i][p] * kt[p][j];
        top = s[0];
        for (long j = 1; j < N; j++) top = s[j] > top ? s[j] : top;
        for (long j = 0; j < N; j++) {
            s[j] = exp(s[j] - top);
            all += s[j];
        }
        for (long e = 0; e < D; e++) sum[e] = 0;
        for (long j = 0; j < N; j++)
            for (long e = 0; e < D; e++) sum[e] += s[j] * v[j][e];
        for (long e = 0; e < D; e++) y[i][e] = sum[e] / all;
    }
}
