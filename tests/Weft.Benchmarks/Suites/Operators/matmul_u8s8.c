// c <- a b, of bytes
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const unsigned char(*restrict a)[K] = array[0];
    const signed char(*restrict b)[N] = array[1];
    int(*restrict c)[N] = array[2];
    for (long i = 0; i < M; i++) {
        for (long j = 0; j < N; j++) c[i][j] = 0;
        for (long p = 0; p < K; p++)
            for (long j = 0; j < N; j++) c[i][j] += a[i][p] * b[p][j];
    }
}
