// Deriche's recursive smoothing: along each row to and fro, then along each column
// The numbers and arrays of the kernel in the order of its signature; extents and T are given when this is compiled.
#include <tgmath.h>

void run(const T *number, void *const *array)
{
    const T alpha = number[0];
    T(*source)[H] = array[0], (*smooth)[H] = array[1], (*y1)[H] = array[2], (*y2)[H] = array[3];
    const T k = (1 - exp(-alpha)) * (1 - exp(-alpha)) / (1 + 2 * alpha * exp(-alpha) - exp(2 * alpha));
    const T a1 = k, a2 = k * exp(-alpha) * (alpha - 1), a3 = k * exp(-alpha) * (alpha + 1), a4 = -k * exp(-2 * alpha);
    const T b1 = pow((T)2, -alpha), b2 = -exp(-2 * alpha);
    for (long i = 0; i < W; i++) {
        T ym1 = 0, ym2 = 0, xm1 = 0;
        for (long j = 0; j < H; j++) {
            y1[i][j] = a1 * source[i][j] + a2 * xm1 + b1 * ym1 + b2 * ym2;
            xm1 = source[i][j];
            ym2 = ym1;
            ym1 = y1[i][j];
        }
    }
    for (long i = 0; i < W; i++) {
        T yp1 = 0, yp2 = 0, xp1 = 0, xp2 = 0;
        for (long j = H - 1; j >= 0; j--) {
            y2[i][j] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2;
            xp2 = xp1;
            xp1 = source[i][j];
            yp2 = yp1;
            yp1 = y2[i][j];
        }
    }
    for (long i = 0; i < W; i++)
        for (long j = 0; j < H; j++) smooth[i][j] = y1[i][j] + y2[i][j];
    for (long j = 0; j < H; j++) {
        T ym1 = 0, ym2 = 0, xm1 = 0;
        for (long i = 0; i < W; i++) {
            y1[i][j] = a1 * smooth[i][j] + a2 * xm1 + b1 * ym1 + b2 * ym2;
            xm1 = smooth[i][j];
            ym2 = ym1;
            ym1 = y1[i][j];
        }
    }
    for (long j = 0; j < H; j++) {
        T yp1 = 0, yp2 = 0, xp1 = 0, xp2 = 0;
        for (long i = W - 1; i >= 0; i--) {
            y2[i][j] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2;
            xp2 = xp1;
            xp1 = smooth[i][j];
            yp2 = yp1;
            yp1 = y2[i][j];
        }
    }
    for (long i = 0; i < W; i++)
        for (long j = 0; j < H; j++) smooth[i][j] = y1[i][j] + y2[i][j];
}
