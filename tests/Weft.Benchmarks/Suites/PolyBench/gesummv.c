// y <- alpha a x + beta b x
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0], beta = number[1];
    T(*a)[N] = array[0], (*b)[N] = array[1], *x = array[2], *tmp = array[3], *y = array[4];
    for (long i = 0; i < N; i++) {
        tmp[i] = 0;
        y[i] = 0;
        for (long j = 0; j < N; j++) {
            tmp[i] += a[i][j] * x[j];
            y[i] += b[i][j] * x[j];
        }
        y[i] = alpha * tmp[i] + beta * y[i];
    }
}
