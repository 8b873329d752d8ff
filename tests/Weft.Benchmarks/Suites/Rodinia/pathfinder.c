// The cheapest ways down a wall, one step to a side at most in each row
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <stdlib.h>
#define MIN(a, b) ((a) < (b) ? (a) : (b))

void run(const T *number, void *const *array)
{
    int(*wall)[N] = array[0], *best = array[1], *above = malloc(sizeof(int[N]));
    for (long j = 0; j < N; j++) best[j] = wall[0][j];
    for (long t = 1; t < ROWS; t++) {
        for (long j = 0; j < N; j++) above[j] = best[j];
        for (long j = 0; j < N; j++) {
            const int left = above[j > 0 ? j - 1 : 0], right = above[j < N - 1 ? j + 1 : N - 1];
            best[j] = wall[t][j] + MIN(above[j], MIN(left, right));
        }
    }
    free(above);
}
