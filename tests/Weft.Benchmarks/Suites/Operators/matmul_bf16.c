// c <- a b, of bf16, which are the upper halves of f32
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

static inline float wide(unsigned short half)
{
    const union {
        unsigned bits;
        float number;
    } word = {(unsigned)half << 16};
    return word.number;
}

void run(const T *number, void *const *array)
{
    const unsigned short(*restrict a)[K] = array[0], (*restrict b)[N] = array[1];
    float(*restrict c)[N] = array[2];
    for (long i = 0; i < M; i++) {
        for (long j = 0; j < N; j++) c[i][j] = 0;
        for (long p = 0; p < K; p++)
            for (long j = 0; j < N; j++) c[i][j] += wide(a[i][p]) * wide(b[p][j]);
    }
}
