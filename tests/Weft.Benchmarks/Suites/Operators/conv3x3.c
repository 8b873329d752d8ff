// A window of 3 by 3 pixels with c channels each, to o channels
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T(*restrict x)[W + 2][C] = array[0], (*restrict k)[3][C][O] = array[1];
    T(*restrict y)[W][O] = array[2];
    for (long i = 0; i < H; i++)
        for (long j = 0; j < W; j++) {
            T sum[O];
            for (long e = 0; e < O; e++) sum[e] = 0;
            for (long p = 0; p < 3; p++)
                for (long q = 0; q < 3; q++)
                    for (long d = 0; d < C; d++)
                        for (long e = 0; e < O; e++) sum[e] += x[i + p][j + q][d] * k[p][q][d][e];
            for (long e = 0; e < O; e++) y[i][j][e] = sum[e];
        }
}
