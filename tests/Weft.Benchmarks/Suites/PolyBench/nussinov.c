// The most pairs that the bases i to j of a strand of RNA can form
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#define MAX(a, b) ((a) >= (b) ? (a) : (b))

void run(const T *number, void *const *array)
{
    unsigned char *bases = array[0];
    T(*table)[N] = array[1];
    for (long i = N - 1; i >= 0; i--)
        for (long j = i + 1; j < N; j++) {
            table[i][j] = MAX(table[i][j], table[i][j - 1]);
            table[i][j] = MAX(table[i][j], table[i + 1][j]);
            T pair = i < j - 1 && bases[i] + bases[j] == 3 ? 1 : 0;
            table[i][j] = MAX(table[i][j], table[i + 1][j - 1] + pair);
            for (long k = i + 1; k < j; k++) table[i][j] = MAX(table[i][j], table[i][k] + table[k + 1][j]);
        }
}
