// The mean of 3 by 3 pixels
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T(*restrict x)[W] = array[0];
    T(*restrict y)[W] = array[1];
    for (long i = 1; i < H - 1; i++)
        for (long j = 1; j < W - 1; j++)
            y[i][j] = (x[i - 1][j - 1] + x[i - 1][j] + x[i - 1][j + 1] + x[i][j - 1] + x[i][j] + x[i][j + 1]
                + x[i + 1][j - 1] + x[i + 1][j] + x[i + 1][j + 1]) / 9;
}
