using System.Numerics;

namespace Weft.Samples;

/// <summary>Random arguments, the same for the same seed.</summary>
internal sealed class Inputs(int seed)
{
    private readonly Random _random = new(seed);

    public float[] Floats(int count, float low = -1, float high = 1) => Many(count, () => low + (high - low) * _random.NextSingle());

    public float[,] Floats(int rows, int columns) => Grid(rows, columns, () => 2 * _random.NextSingle() - 1);

    public double[] Doubles(int count, double low = -1, double high = 1) => Many(count, () => low + (high - low) * _random.NextDouble());

    public double[,] Doubles(int rows, int columns) => Grid(rows, columns, () => 2 * _random.NextDouble() - 1);

    public T[] Integers<T>(int count, T low, T high) where T : IBinaryInteger<T> =>
        Many(count, () => T.CreateChecked(_random.NextInt64(long.CreateChecked(low), long.CreateChecked(high))));

    public byte[] Bytes(int count) => Many(count, () => (byte)_random.Next(256));

    public byte[,] Bytes(int rows, int columns) => Grid(rows, columns, () => (byte)_random.Next(256));

    public byte[,] Bits(int rows, int columns) => Grid(rows, columns, () => (byte)_random.Next(2));

    /// <summary>A string over an alphabet of four letters.</summary>
    public byte[] Genes(int count) => Many(count, () => (byte)"ACGT"[_random.Next(4)]);

    public Complex[] Complexes(int count) => Many(count, () => new Complex(2 * _random.NextDouble() - 1, 2 * _random.NextDouble() - 1));

    /// <summary>Points of the plane.</summary>
    public Vector2[] Vectors(int count) => Many(count, () => new Vector2(Unit(), Unit()));

    public Simulation.Body[] Bodies(int count) => Many(count, () => new Simulation.Body(
        new(Unit(), Unit(), Unit()), new(Unit(), Unit(), Unit()), _random.NextSingle()));

    private float Unit() => 2 * _random.NextSingle() - 1;

    private static T[] Many<T>(int count, Func<T> next)
    {
        var values = new T[count];
        foreach (ref var value in values.AsSpan()) value = next();
        return values;
    }

    /// <summary>A symmetric matrix all of whose eigenvalues are positive, since its diagonal outweighs the rest.</summary>
    public double[,] PositiveDefinite(int n)
    {
        var a = Doubles(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++) a[i, j] = a[j, i];
            a[i, i] = n + _random.NextDouble();
        }

        return a;
    }

    /// <summary>A random graph in compressed rows: where each vertex' edges start, and where they lead.</summary>
    public (int[] Starts, int[] Targets) Graph(int vertices, int edges)
    {
        var sources = Integers(edges, 0, vertices).Order().ToArray();
        var starts = Enumerable.Range(0, vertices + 1).Select(v => sources.Count(s => s < v)).ToArray();
        return (starts, Integers(edges, 0, vertices));
    }

    private static T[,] Grid<T>(int rows, int columns, Func<T> next)
    {
        var values = new T[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                values[i, j] = next();
        return values;
    }
}
