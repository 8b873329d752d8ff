namespace Weft.Samples;

/// <summary>Grids on which each cell becomes what its neighbours say, again and again.</summary>
public static class Stencils
{
    /// <summary>Heat spreads over a plate whose border is kept as it is: Jacobi's iteration for Laplace's equation.</summary>
    [Kernel]
    public static void Jacobi(int steps, float[,] plate)
    {
        var (lastRow, lastColumn) = (plate.GetLength(0) - 1, plate.GetLength(1) - 1);
        var next = new float[lastRow + 1, lastColumn + 1];
        for (var step = 0; step < steps; step++)
        {
            Parallel.For(1, lastRow, y =>
            {
                for (var x = 1; x < lastColumn; x++)
                    next[y, x] = (plate[y - 1, x] + plate[y + 1, x] + plate[y, x - 1] + plate[y, x + 1]) / 4;
            });
            Parallel.For(1, lastRow, y =>
            {
                for (var x = 1; x < lastColumn; x++) plate[y, x] = next[y, x];
            });
        }
    }

    /// <summary>One generation of Conway's game of life on a torus.</summary>
    [Kernel]
    public static void Life(byte[,] cells, byte[,] next)
    {
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        Parallel.For(0, rows, y =>
        {
            for (var x = 0; x < columns; x++)
            {
                var neighbours = -cells[y, x];
                for (var dy = rows - 1; dy <= rows + 1; dy++)
                    for (var dx = columns - 1; dx <= columns + 1; dx++)
                        neighbours += cells[(y + dy) % rows, (x + dx) % columns];
                next[y, x] = (byte)(neighbours == 3 || (neighbours == 2 && cells[y, x] == 1) ? 1 : 0);
            }
        });
    }

    /// <summary>A string that is fixed at both ends: the wave equation, by leapfrog. <paramref name="c2"/> is (c dt/dx)².</summary>
    [Kernel]
    public static void Wave(int steps, double c2, double[] before, double[] now)
    {
        for (var step = 0; step < steps; step++)
        {
            // What was before becomes what comes next; then the two change their names.
            for (var i = 1; i < now.Length - 1; i++)
                before[i] = 2 * now[i] - before[i] + c2 * (now[i - 1] - 2 * now[i] + now[i + 1]);
            for (var i = 0; i < now.Length; i++) (before[i], now[i]) = (now[i], before[i]);
        }
    }
}
