// The heat of a chip in layers
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <stdlib.h>
#include <string.h>

void run(const T *number, void *const *array)
{
    const T cx = number[0], cy = number[1], cz = number[2], k = number[3];
    T(*power)[H][W] = array[0], (*old)[H][W] = array[1], (*new)[H][W] = malloc(sizeof(T[D][H][W]));
    for (long s = 0; s < STEPS; s++) {
        for (long z = 0; z < D; z++)
            for (long y = 0; y < H; y++)
                for (long x = 0; x < W; x++) {
                    const T left = old[z][y][x > 0 ? x - 1 : 0], right = old[z][y][x < W - 1 ? x + 1 : W - 1];
                    const T up = old[z][y > 0 ? y - 1 : 0][x], down = old[z][y < H - 1 ? y + 1 : H - 1][x];
                    const T above = old[z > 0 ? z - 1 : 0][y][x], below = old[z < D - 1 ? z + 1 : D - 1][y][x];
                    new[z][y][x] = (1 - 2 * cx - 2 * cy - 3 * cz) * old[z][y][x] + cx * (left + right) + cy * (up + down)
                        + cz * (above + below) + k * power[z][y][x] + cz * 80;
                }
        T(*swap)[H][W] = old;
        old = new;
        new = swap;
    }
    if (old != array[1]) {
        memcpy(array[1], old, sizeof(T[D][H][W]));
        new = old;
    }
    free(new);
}
