// Each row of a becomes its product with c4
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*a)[NQ][NP] = array[0], (*c4)[NP] = array[1], *sum = array[2];
    for (long r = 0; r < NR; r++)
        for (long q = 0; q < NQ; q++) {
            for (long p = 0; p < NP; p++) {
                sum[p] = 0;
                for (long s = 0; s < NP; s++) sum[p] += a[r][q][s] * c4[s][p];
            }
            for (long p = 0; p < NP; p++) a[r][q][p] = sum[p];
        }
}
