// Means of three neighbours, to and fro between a and b
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T *a = array[0], *b = array[1];
    for (long t = 0; t < STEPS; t++) {
        for (long i = 1; i < N - 1; i++) b[i] = (T)0.33333 * (a[i - 1] + a[i] + a[i + 1]);
        for (long i = 1; i < N - 1; i++) a[i] = (T)0.33333 * (b[i - 1] + b[i] + b[i + 1]);
    }
}
