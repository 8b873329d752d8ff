// The heat of a chip: it flows to neighbours and to the air. At the border there is no neighbour
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <stdlib.h>
#include <string.h>

void run(const T *number, void *const *array)
{
    const T k = number[0], rx = number[1], ry = number[2], rz = number[3];
    T(*power)[W] = array[0], (*old)[W] = array[1], (*new)[W] = malloc(sizeof(T[H][W]));
    for (long s = 0; s < STEPS; s++) {
        for (long y = 0; y < H; y++)
            for (long x = 0; x < W; x++) {
                const T up = old[y > 0 ? y - 1 : 0][x], down = old[y < H - 1 ? y + 1 : H - 1][x];
                const T left = old[y][x > 0 ? x - 1 : 0], right = old[y][x < W - 1 ? x + 1 : W - 1], here = old[y][x];
                new[y][x] = here + k * (power[y][x] + (up + down - 2 * here) * ry + (left + right - 2 * here) * rx + (80 - here) * rz);
            }
        T(*swap)[W] = old;
        old = new;
        new = swap;
    }
    if (old != array[1]) {
        memcpy(array[1], old, sizeof(T[H][W]));
        new = old;
    }
    free(new);
}
