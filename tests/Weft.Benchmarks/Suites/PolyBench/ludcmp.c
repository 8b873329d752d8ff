// a x = b by the factors of a, which replace it
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0], *b = array[1], *x = array[2], *y = array[3];
    for (long i = 0; i < N; i++) {
        for (long j = 0; j < i; j++) {
            T w = a[i][j];
            for (long k = 0; k < j; k++) w -= a[i][k] * a[k][j];
            a[i][j] = w / a[j][j];
        }
        for (long j = i; j < N; j++) {
            T w = a[i][j];
            for (long k = 0; k < i; k++) w -= a[i][k] * a[k][j];
            a[i][j] = w;
        }
    }
    for (long i = 0; i < N; i++) {
        T w = b[i];
        for (long j = 0; j < i; j++) w -= a[i][j] * y[j];
        y[i] = w;
    }
    for (long i = N - 1; i >= 0; i--) {
        T w = y[i];
        for (long j = i + 1; j < N; j++) w -= a[i][j] * x[j];
        x[i] = w / a[i][i];
    }
}
