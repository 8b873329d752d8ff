namespace Weft.Samples;

/// <summary>Graphs and sparse matrices. Rows are compressed: those of row r stand from starts[r] to before starts[r + 1].</summary>
public static class Graphs
{
    /// <summary>y = A x for a sparse A.</summary>
    [Kernel]
    public static void SpMV(int[] starts, int[] columns, float[] values, float[] x, float[] y)
    {
        Parallel.For(0, y.Length, row =>
        {
            var sum = 0f;
            for (var k = starts[row]; k < starts[row + 1]; k++) sum += values[k] * x[columns[k]];
            y[row] = sum;
        });
    }

    /// <summary>Breadth-first search, level by level: how many edges each vertex is from the source, or -1.</summary>
    [Kernel]
    public static void Bfs(int[] starts, int[] targets, int source, int[] levels)
    {
        for (var v = 0; v < levels.Length; v++) levels[v] = v == source ? 0 : -1;
        var found = true;
        for (var level = 0; found; level++)
        {
            found = false;
            for (var v = 0; v < levels.Length; v++)
            {
                if (levels[v] != level) continue;
                for (var k = starts[v]; k < starts[v + 1]; k++)
                {
                    if (levels[targets[k]] >= 0) continue;
                    levels[targets[k]] = level + 1;
                    found = true;
                }
            }
        }
    }

    /// <summary>All shortest paths (Floyd and Warshall): distances in place, infinite where there is no edge.</summary>
    [Kernel]
    public static void ShortestPaths(float[,] distance)
    {
        var n = distance.GetLength(0);
        for (var k = 0; k < n; k++)
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    distance[i, j] = MathF.Min(distance[i, j], distance[i, k] + distance[k, j]);
    }

    /// <summary>A step of PageRank: what flows in from the pages that link here. Row r holds the pages that link to r.</summary>
    [Kernel]
    public static void PageRank(int[] starts, int[] sources, int[] degrees, float damping, float[] rank, float[] next)
    {
        Parallel.For(0, next.Length, page =>
        {
            var sum = 0f;
            for (var k = starts[page]; k < starts[page + 1]; k++) sum += rank[sources[k]] / degrees[sources[k]];
            next[page] = (1 - damping) / rank.Length + damping * sum;
        });
    }
}
