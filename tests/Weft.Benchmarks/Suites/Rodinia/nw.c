// The best alignment of two sequences: r says how well their letters agree; a gap costs a penalty
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#define MAX(a, b) ((a) > (b) ? (a) : (b))

void run(const T *number, void *const *array)
{
    int(*r)[N] = array[0], (*s)[N + 1] = array[1];
    for (int i = 0; i < N + 1; i++) {
        s[i][0] = -i * PENALTY;
        s[0][i] = -i * PENALTY;
    }
    for (long i = 1; i < N + 1; i++)
        for (long j = 1; j < N + 1; j++) {
            const int along = s[i - 1][j - 1] + r[i - 1][j - 1], gap = MAX(s[i][j - 1], s[i - 1][j]) - PENALTY;
            s[i][j] = MAX(along, gap);
        }
}
