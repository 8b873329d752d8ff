// Products of many small matrices
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T(*restrict a)[S][S] = array[0], (*restrict b)[S][S] = array[1];
    T(*restrict c)[S][S] = array[2];
    for (long t = 0; t < Q; t++)
        for (long i = 0; i < S; i++) {
            T row[S];
            for (long j = 0; j < S; j++) row[j] = 0;
            for (long p = 0; p < S; p++)
                for (long j = 0; j < S; j++) row[j] += a[t][i][p] * b[t][p][j];
            for (long j = 0; j < S; j++) c[t][i][j] = row[j];
        }
}
