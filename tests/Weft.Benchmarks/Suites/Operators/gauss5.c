// A Gaussian of 5 by 5 pixels: along rows into t, then along columns
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T(*restrict x)[W] = array[0];
    T(*restrict y)[W] = array[1], (*restrict t)[W] = array[2];
    for (long i = 0; i < H; i++)
        for (long j = 2; j < W - 2; j++)
            t[i][j] = (T)0.0625 * (x[i][j - 2] + x[i][j + 2]) + (T)0.25 * (x[i][j - 1] + x[i][j + 1]) + (T)0.375 * x[i][j];
    for (long i = 2; i < H - 2; i++)
        for (long j = 2; j < W - 2; j++)
            y[i][j] = (T)0.0625 * (t[i - 2][j] + t[i + 2][j]) + (T)0.25 * (t[i - 1][j] + t[i + 1][j]) + (T)0.375 * t[i][j];
}
