// The mean of an element and its four neighbours
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T(*restrict x)[N] = array[0];
    T(*restrict y)[N] = array[1];
    for (long i = 1; i < N - 1; i++)
        for (long j = 1; j < N - 1; j++) y[i][j] = (T)0.2 * (x[i][j] + x[i][j - 1] + x[i][j + 1] + x[i - 1][j] + x[i + 1][j]);
}
