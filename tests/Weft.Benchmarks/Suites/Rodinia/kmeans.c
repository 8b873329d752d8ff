// Points to their nearest centres, and centres to the means of their points
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    T(*x)[D] = array[0], (*centre)[D] = array[1], (*sums)[D] = array[2];
    int *count = array[3], *member = array[4];
    for (long s = 0; s < STEPS; s++) {
        for (long p = 0; p < N; p++) {
            T least = 0;
            for (long c = 0; c < K; c++) {
                T distance = 0;
                for (long e = 0; e < D; e++) distance += (x[p][e] - centre[c][e]) * (x[p][e] - centre[c][e]);
                if (c > 0 && distance >= least) continue;
                least = distance;
                member[p] = c;
            }
        }
        for (long c = 0; c < K; c++) {
            count[c] = 0;
            for (long e = 0; e < D; e++) sums[c][e] = 0;
        }
        for (long p = 0; p < N; p++) {
            count[member[p]]++;
            for (long e = 0; e < D; e++) sums[member[p]][e] += x[p][e];
        }
        for (long c = 0; c < K; c++)
            for (long e = 0; e < D; e++) centre[c][e] = count[c] > 0 ? sums[c][e] / count[c] : centre[c][e];
    }
}
