// a <- its factors, without pivots, one column after the other
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    T(*a)[N] = array[0];
    for (long k = 0; k < N; k++)
        for (long i = k + 1; i < N; i++) {
            a[i][k] /= a[k][k];
            for (long j = k + 1; j < N; j++) a[i][j] -= a[i][k] * a[k][j];
        }
}
