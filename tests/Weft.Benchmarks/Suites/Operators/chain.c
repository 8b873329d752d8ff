// y <- c tanh(a x + b) + d
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T a = number[0], b = number[1], c = number[2], d = number[3];
    const T *restrict x = array[0];
    T *restrict y = array[1];
    for (long i = 0; i < N; i++) y[i] = tanh(a * x[i] + b) * c + d;
}
