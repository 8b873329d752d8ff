// Rows become columns
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T(*restrict x)[N] = array[0];
    T(*restrict y)[N] = array[1];
    for (long i = 0; i < N; i++)
        for (long j = 0; j < N; j++) y[j][i] = x[i][j];
}
