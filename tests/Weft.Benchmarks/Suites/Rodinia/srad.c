// Takes speckles out of an image: it diffuses where its gradient is not much above that of a corner
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.

void run(const T *number, void *const *array)
{
    const T lambda = number[0];
    T(*j)[W] = array[0], (*c)[W] = array[1], (*dn)[W] = array[2], (*ds)[W] = array[3], (*dw)[W] = array[4], (*de)[W] = array[5];
    for (long s = 0; s < STEPS; s++) {
        T mean = 0, square = 0;
        for (long y = 0; y < CORNER; y++)
            for (long x = 0; x < CORNER; x++) {
                mean += j[y][x];
                square += j[y][x] * j[y][x];
            }
        mean /= CORNER * CORNER;
        square /= CORNER * CORNER;
        const T q0 = (square - mean * mean) / (mean * mean);
        for (long y = 0; y < H; y++)
            for (long x = 0; x < W; x++) {
                const T here = j[y][x];
                dn[y][x] = j[y > 0 ? y - 1 : 0][x] - here;
                ds[y][x] = j[y < H - 1 ? y + 1 : H - 1][x] - here;
                dw[y][x] = j[y][x > 0 ? x - 1 : 0] - here;
                de[y][x] = j[y][x < W - 1 ? x + 1 : W - 1] - here;
                const T g = (dn[y][x] * dn[y][x] + ds[y][x] * ds[y][x] + dw[y][x] * dw[y][x] + de[y][x] * de[y][x]) / (here * here);
                const T l = (dn[y][x] + ds[y][x] + dw[y][x] + de[y][x]) / here;
                const T q = (g / 2 - l * l / 16) / ((1 + l / 4) * (1 + l / 4));
                const T v = 1 / (1 + (q - q0) / (q0 * (1 + q0)));
                c[y][x] = v < 0 ? 0 : v > 1 ? 1 : v;
            }
        for (long y = 0; y < H; y++)
            for (long x = 0; x < W; x++)
                j[y][x] += lambda / 4 * (c[y][x] * dn[y][x] + c[y < H - 1 ? y + 1 : H - 1][x] * ds[y][x]
                    + c[y][x] * dw[y][x] + c[y][x < W - 1 ? x + 1 : W - 1] * de[y][x]);
    }
}
