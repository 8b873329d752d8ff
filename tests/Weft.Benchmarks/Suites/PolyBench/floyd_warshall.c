// The lengths of the shortest paths between all nodes; at first those of the edges
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    T(*path)[N] = array[0];
    for (long k = 0; k < N; k++)
        for (long i = 0; i < N; i++)
            for (long j = 0; j < N; j++)
                path[i][j] = path[i][j] < path[i][k] + path[k][j] ? path[i][j] : path[i][k] + path[k][j];
}
