namespace Weft.Samples;

/// <summary>Worlds that follow a rule.</summary>
public static class Simulation
{
    /// <summary>How many steps a number takes to reach 1 when even ones are halved and odd ones become 3x + 1.</summary>
    [Kernel]
    public static void Collatz(long[] start, int[] steps)
    {
        Parallel.For(0, start.Length, i =>
        {
            var count = 0;
            for (var x = start[i]; x > 1; count++) x = x % 2 == 0 ? x / 2 : 3 * x + 1;
            steps[i] = count;
        });
    }

    /// <summary>How long each point of the plane stays bounded under z² + c.</summary>
    [Kernel]
    public static void Mandelbrot(double left, double top, double step, int limit, int[,] counts)
    {
        Parallel.For(0, counts.GetLength(0), row =>
        {
            for (var column = 0; column < counts.GetLength(1); column++)
            {
                var (cr, ci) = (left + column * step, top - row * step);
                var (zr, zi, n) = (0.0, 0.0, 0);
                while (n < limit && zr * zr + zi * zi <= 4)
                {
                    (zr, zi) = (zr * zr - zi * zi + cr, 2 * zr * zi + ci);
                    n++;
                }

                counts[row, column] = n;
            }
        });
    }

    /// <summary>Gravity: each body is pulled by all others (softened), then moves for a time step.</summary>
    [Kernel]
    public static void NBody(float dt, float[,] position, float[,] velocity, float[] mass)
    {
        var n = mass.Length;
        Parallel.For(0, n, i =>
        {
            var (ax, ay, az) = (0f, 0f, 0f);
            for (var j = 0; j < n; j++)
            {
                var (dx, dy, dz) = (position[j, 0] - position[i, 0], position[j, 1] - position[i, 1], position[j, 2] - position[i, 2]);
                var distance2 = dx * dx + dy * dy + dz * dz + 1e-3f;
                var pull = mass[j] / (distance2 * MathF.Sqrt(distance2));
                (ax, ay, az) = (ax + pull * dx, ay + pull * dy, az + pull * dz);
            }

            velocity[i, 0] += dt * ax;
            velocity[i, 1] += dt * ay;
            velocity[i, 2] += dt * az;
        });
        Parallel.For(0, n, i =>
        {
            for (var d = 0; d < 3; d++) position[i, d] += dt * velocity[i, d];
        });
    }

    /// <summary>π by throwing darts: each thrower has Marsaglia's xorshift generator and counts what falls inside the circle.</summary>
    [Kernel]
    public static void MonteCarloPi(int throws, uint[] seeds, int[] hits)
    {
        Parallel.For(0, seeds.Length, i =>
        {
            var (state, inside) = (seeds[i], 0);
            for (var t = 0; t < throws; t++)
            {
                state = XorShift(state);
                var x = state * (1.0 / 4294967296);
                state = XorShift(state);
                var y = state * (1.0 / 4294967296);
                if (x * x + y * y < 1) inside++;
            }

            hits[i] = inside;
        });
    }

    private static uint XorShift(uint x)
    {
        x ^= x << 13;
        x ^= x >> 17;
        return x ^ (x << 5);
    }
}
