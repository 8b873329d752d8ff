// Levinson's and Durbin's recursion for a Toeplitz matrix
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T *r = array[0], *y = array[1], *z = array[2];
    T alpha = -r[0], beta = 1;
    y[0] = -r[0];
    for (long k = 1; k < N; k++) {
        beta = (1 - alpha * alpha) * beta;
        T sum = 0;
        for (long i = 0; i < k; i++) sum += r[k - i - 1] * y[i];
        alpha = -(r[k] + sum) / beta;
        for (long i = 0; i < k; i++) z[i] = y[i] + alpha * y[k - i - 1];
        for (long i = 0; i < k; i++) y[i] = z[i];
        y[k] = alpha;
    }
}
