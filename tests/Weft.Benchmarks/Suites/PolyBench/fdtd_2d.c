// Electric and magnetic fields in two dimensions, in steps of time; pulse feeds one edge
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*ex)[NY] = array[0], (*ey)[NY] = array[1], (*hz)[NY] = array[2], *pulse = array[3];
    for (long t = 0; t < STEPS; t++) {
        for (long j = 0; j < NY; j++) ey[0][j] = pulse[t];
        for (long i = 1; i < NX; i++)
            for (long j = 0; j < NY; j++) ey[i][j] -= (T)0.5 * (hz[i][j] - hz[i - 1][j]);
        for (long i = 0; i < NX; i++)
            for (long j = 1; j < NY; j++) ex[i][j] -= (T)0.5 * (hz[i][j] - hz[i][j - 1]);
        for (long i = 0; i < NX - 1; i++)
            for (long j = 0; j < NY - 1; j++) hz[i][j] -= (T)0.7 * (ex[i][j + 1] - ex[i][j] + ey[i + 1][j] - ey[i][j]);
    }
}
