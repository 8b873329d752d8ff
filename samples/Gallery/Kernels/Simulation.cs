using System.Numerics;

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
                var (c, z, n) = (new Complex(left + column * step, top - row * step), Complex.Zero, 0);
                for (; n < limit && z.Real * z.Real + z.Imaginary * z.Imaginary <= 4; n++) z = z * z + c;
                counts[row, column] = n;
            }
        });
    }

    /// <summary>Something that has a mass and moves.</summary>
    public record struct Body(Vector3 Position, Vector3 Velocity, float Mass);

    /// <summary>Gravity: each body is pulled by all others (softened), then moves for a time step.</summary>
    [Kernel]
    public static void NBody(float dt, Body[] bodies)
    {
        Parallel.For(0, bodies.Length, i =>
        {
            var pulled = Vector3.Zero;
            for (var j = 0; j < bodies.Length; j++)
            {
                var apart = bodies[j].Position - bodies[i].Position;
                var distance2 = apart.LengthSquared() + 1e-3f;
                pulled += bodies[j].Mass / (distance2 * MathF.Sqrt(distance2)) * apart;
            }

            bodies[i].Velocity += dt * pulled;
        });
        Parallel.For(0, bodies.Length, i => bodies[i].Position += dt * bodies[i].Velocity);
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
