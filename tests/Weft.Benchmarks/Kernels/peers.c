// The same kernels, written the obvious way. The pointers do not alias, and the compiler is told so.
#include <math.h>

void saxpy(long n, float a, const float *restrict x, float *restrict y) {
    for (long i = 0; i < n; i++) y[i] = a * x[i] + y[i];
}

void hillshade(long h, long w, const float *restrict dem, float dx, float dy, float east, float north, float up,
               float *restrict shade) {
    for (long y = 1; y < h - 1; y++)
        for (long x = 1; x < w - 1; x++) {
            const float *p = dem + (y - 1) * w + x, *q = dem + y * w + x, *r = dem + (y + 1) * w + x;
            float right = p[1] + 2 * q[1] + r[1];
            float left = p[-1] + 2 * q[-1] + r[-1];
            float above = p[-1] + 2 * p[0] + p[1];
            float below = r[-1] + 2 * r[0] + r[1];
            float toEast = (right - left) / (8 * dx);
            float toNorth = (above - below) / (8 * dy);
            float value = (up - east * toEast - north * toNorth) / sqrtf(1 + toEast * toEast + toNorth * toNorth);
            // Both forms are at hand in C; they differ where the value is not a number.
#ifdef SAME_RESULTS
            shade[y * w + x] = value <= 0 ? 0 : value;
#else
            shade[y * w + x] = value > 0 ? value : 0;
#endif
        }
}

// Functions over arrays. With -ffast-math, gcc calls libmvec for as many elements at once as a vector has.
#define OVER(name, call) \
    void name##_all(long n, const float *restrict x, float *restrict y) { \
        for (long i = 0; i < n; i++) y[i] = call; \
    }
OVER(exp, expf(x[i]))
OVER(tanh, tanhf(x[i]))
OVER(log, logf(x[i]))
OVER(sin, sinf(x[i]))
OVER(cos, cosf(x[i]))
OVER(sqrt, sqrtf(x[i]))
OVER(pow, powf(x[i], 2.7f))
