namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Kernels that run over a grid of blocks of threads. Each is a test by standing here: see <see cref="GridTests"/>.</summary>
public static class GridKernels
{
    private const int Tile = 8;

    [Kernel, OnGrid(4, 64, 256), OnGrid(3, 32, 90), OnGrid(1, 1, 1), OnGrid(5, 48, 200)]
    public static void GridSaxpy(float a, float[] x, float[] y)
    {
        var i = Gpu.BlockIdx.X * Gpu.BlockDim.X + Gpu.ThreadIdx.X;
        if (i < x.Length) y[i] = a * x[i] + y[i];
    }

    // A name is the same with its letters written by their numbers.
    [Kernel, OnGrid(2, 4, 8)]
    public static void NamedByNumbers(int[] y) => y[\u0047pu.GlobalIdx.X] = 7;

    [Kernel, OnGrid(4, 64, 256), OnGrid(3, 32, 90), OnGrid(2, 128, 200)]
    public static void TreeSum(float[] x, float[] sums)
    {
        var part = Gpu.Shared<float>(128);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X;
        part[t] = i < x.Length ? x[i] : 0;
        Gpu.Barrier();
        for (var half = Gpu.BlockDim.X / 2; half > 0; half /= 2)
        {
            if (t < half) part[t] += part[t + half];
            Gpu.Barrier();
        }

        if (t == 0) sums[Gpu.BlockIdx.X] = part[0];
    }

    [Kernel, OnGrid(3, 3, 1, 8, 8, 1, 21), OnGrid(1, 1, 1, 8, 8, 1, 5)]
    public static void TiledProduct(float[,] a, float[,] b, float[,] c)
    {
        var left = Gpu.Shared<float>(Tile, Tile);
        var right = Gpu.Shared<float>(Tile, Tile);
        int x = Gpu.ThreadIdx.X, y = Gpu.ThreadIdx.Y;
        int column = Gpu.GlobalIdx.X, row = Gpu.GlobalIdx.Y;
        var (rows, inner, columns) = (a.GetLength(0), Math.Min(a.GetLength(1), b.GetLength(0)), b.GetLength(1));
        var sum = 0f;
        for (var tile = 0; tile < (inner + Tile - 1) / Tile; tile++)
        {
            var k = tile * Tile;
            left[y, x] = row < rows && k + x < inner ? a[row, k + x] : 0;
            right[y, x] = k + y < inner && column < columns ? b[k + y, column] : 0;
            Gpu.Barrier();
            for (var i = 0; i < Tile; i++) sum += left[y, i] * right[i, x];
            Gpu.Barrier();
        }

        if (row < rows && column < columns) c[row, column] = sum;
    }

    [Kernel, OnGrid(3, 64, 192), OnGrid(2, 50, 77)]
    public static void HillisSteele(int[] x, int[] y)
    {
        var sums = Gpu.Shared<int>(2, 64);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X, from = 0;
        sums[0, t] = i < x.Length ? x[i] : 0;
        Gpu.Barrier();
        for (var offset = 1; offset < Gpu.BlockDim.X; offset *= 2)
        {
            sums[1 - from, t] = sums[from, t] + (t >= offset ? sums[from, t - offset] : 0);
            from = 1 - from;
            Gpu.Barrier();
        }

        if (i < y.Length) y[i] = sums[from, t];
    }

    [Kernel, OnGrid(2, 32, 128), OnGrid(1, 16, 20)]
    public static void Blelloch(int[] x, int[] y)
    {
        var data = Gpu.Shared<int>(64);
        int t = Gpu.ThreadIdx.X, n = 2 * Gpu.BlockDim.X, start = Gpu.BlockIdx.X * n;
        for (var k = t; k < n; k += Gpu.BlockDim.X) data[k] = start + k < x.Length ? x[start + k] : 0;
        var step = 1;
        for (var d = n >> 1; d > 0; d >>= 1)
        {
            Gpu.Barrier();
            if (t < d) data[step * (2 * t + 2) - 1] += data[step * (2 * t + 1) - 1];
            step *= 2;
        }

        if (t == 0) data[n - 1] = 0;
        for (var d = 1; d < n; d *= 2)
        {
            step >>= 1;
            Gpu.Barrier();
            if (t >= d) continue;
            int low = step * (2 * t + 1) - 1, high = step * (2 * t + 2) - 1;
            (data[low], data[high]) = (data[high], data[low] + data[high]);
        }

        Gpu.Barrier();
        for (var k = t; k < n; k += Gpu.BlockDim.X)
            if (start + k < y.Length) y[start + k] = data[k];
    }

    [Kernel, OnGrid(3, 3, 1, 8, 8, 1, 21), OnGrid(1, 2, 1, 8, 8, 1, 9)]
    public static void Transpose(float[,] a, float[,] b)
    {
        var tile = Gpu.Shared<float>(Tile, Tile + 1);
        var (x, y) = (Gpu.GlobalIdx.X, Gpu.GlobalIdx.Y);
        if (y < a.GetLength(0) && x < a.GetLength(1)) tile[Gpu.ThreadIdx.Y, Gpu.ThreadIdx.X] = a[y, x];
        Gpu.Barrier();
        (x, y) = (Gpu.BlockIdx.Y * Tile + Gpu.ThreadIdx.X, Gpu.BlockIdx.X * Tile + Gpu.ThreadIdx.Y);
        if (y < b.GetLength(0) && x < b.GetLength(1) && x < a.GetLength(0)) b[y, x] = tile[Gpu.ThreadIdx.X, Gpu.ThreadIdx.Y];
    }

    [Kernel, OnGrid(2, 64, 128), OnGrid(1, 32, 30)]
    public static void BitonicSort(int[] x)
    {
        var keys = Gpu.Shared<int>(64);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X;
        keys[t] = i < x.Length ? x[i] : int.MaxValue;
        for (var size = 2; size <= Gpu.BlockDim.X; size *= 2)
            for (var stride = size / 2; stride > 0; stride /= 2)
            {
                Gpu.Barrier();
                var other = t ^ stride;
                if (other > t && (keys[t] > keys[other]) == ((t & size) == 0)) (keys[t], keys[other]) = (keys[other], keys[t]);
            }

        Gpu.Barrier();
        if (i < x.Length) x[i] = keys[t];
    }

    [Kernel, OnGrid(4, 32, 120), OnGrid(1, 32, 7)]
    public static void StencilWithHalo(double[] x, double[] y)
    {
        const int Radius = 3;
        var window = Gpu.Shared<double>(32 + 2 * Radius);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X;
        window[t + Radius] = i < x.Length ? x[i] : 0;
        if (t < Radius)
        {
            window[t] = i >= Radius && i - Radius < x.Length ? x[i - Radius] : 0;
            window[t + 32 + Radius] = i + 32 < x.Length ? x[i + 32] : 0;
        }

        Gpu.Barrier();
        var sum = 0.0;
        for (var offset = -Radius; offset <= Radius; offset++) sum += window[t + Radius + offset];
        if (i < y.Length) y[i] = sum;
    }

    [Kernel, OnGrid(2, 64, 128), OnGrid(2, 40, 80), OnGrid(1, 7, 7)]
    public static void WarpShuffleSum(float[] x, float[] sums, float[] lanes)
    {
        var ofWarps = Gpu.Shared<float>(32);
        var i = Gpu.GlobalIdx.X;
        var sum = i < x.Length ? x[i] : 0;
        for (var offset = 16; offset > 0; offset /= 2) sum += Gpu.ShuffleDown(sum, offset);
        if (i < lanes.Length) lanes[i] = sum;
        if (Gpu.LaneId == 0) ofWarps[Gpu.WarpId] = sum;
        Gpu.Barrier();
        if (Gpu.ThreadIdx.X == 0)
        {
            var total = 0f;
            for (var w = 0; w < (Gpu.BlockDim.X + Gpu.WarpSize - 1) / Gpu.WarpSize; w++) total += ofWarps[w];
            sums[Gpu.BlockIdx.X] = total;
        }
    }

    [Kernel, OnGrid(2, 3, 2, 4, 2, 3, 9)]
    public static void ThreeDimensions(int[,,] volume)
    {
        var (x, y, z) = (Gpu.GlobalIdx.X, Gpu.GlobalIdx.Y, Gpu.GlobalIdx.Z);
        var corner = Gpu.Shared<int>(3, 2, 4);
        corner[Gpu.ThreadIdx.Z, Gpu.ThreadIdx.Y, Gpu.ThreadIdx.X] = x + 10 * y + 100 * z;
        Gpu.Barrier();
        if (z < volume.GetLength(0) && y < volume.GetLength(1) && x < volume.GetLength(2))
            volume[z, y, x] += corner[2 - Gpu.ThreadIdx.Z, 1 - Gpu.ThreadIdx.Y, 3 - Gpu.ThreadIdx.X]
                + 1000 * Gpu.LaneId + 100_000 * Gpu.GridDim.Y + Gpu.GridDim.Z - Gpu.WarpId;
    }

    [Kernel, OnGrid(3, 40, 100), OnGrid(1, 64, 3)]
    public static void ReturnsBeforeBarrier(int[] x, int[] y)
    {
        var i = Gpu.GlobalIdx.X;
        var seen = Gpu.Shared<int>(64);
        if (i >= y.Length || i >= x.Length) return;
        seen[Gpu.ThreadIdx.X] = x[i];
        Gpu.Barrier();
        var next = seen[(Gpu.ThreadIdx.X + 1) % Gpu.BlockDim.X];
        y[i] = next + Gpu.BlockSum(1) + Gpu.ShuffleDown(x[i], 1) + Gpu.WarpMax(x[i]);
    }

    [Kernel, OnGrid(2, 48, 96)]
    public static void ReturnsFromLoop(byte[] turns, int[] y)
    {
        var counts = Gpu.Shared<int>(64);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X;
        for (var turn = 0; turn < 20; turn++)
        {
            if (turn > turns[i] % 16) return;
            counts[t] += turn;
            Gpu.Barrier();
            y[i] += counts[t] + Gpu.BlockSum(t) + Gpu.WarpMin(counts[(t + 1) % Gpu.BlockDim.X]);
            Gpu.Barrier();
        }
    }

    [Kernel, OnGrid(2, 96, 192)]
    public static void WarpsGoOnByThemselves(byte[] turns, int[] y)
    {
        var i = Gpu.GlobalIdx.X;
        var (left, sum, rounds) = (turns[i] % 12 + 0, 0, 0);
        while (Gpu.Any(left > 0))
        {
            sum += Gpu.ShuffleXor(left, rounds++);
            left--;
        }

        y[i] = sum * 100 + rounds;
    }

    [Kernel, OnGrid(2, 48, 96)]
    public static void Votes(int[] x, uint[] y)
    {
        var i = Gpu.GlobalIdx.X;
        y[i] = Gpu.Ballot(x[i] > 0) ^ (Gpu.Any(x[i] == 3) ? 1u : 0) ^ (Gpu.All(x[i] != 1000) ? 2u : 0);
    }

    [Kernel, OnGrid(2, 40, 80)]
    public static void LocalsLiveAcrossBarriers(float[] x, int times, float[] y)
    {
        var seen = Gpu.Shared<float>(40);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X;
        float a = x[i], b = MathF.Sqrt(MathF.Abs(a)), c = 0;
        var odd = (i & 1) == 1;
        for (var k = 0; k < (times & 3); k++)
        {
            seen[t] = a;
            Gpu.Barrier();
            (a, b) = (b + seen[39 - t], a);
            if (k % 2 == 1)
            {
                c += odd ? a : b;
                Gpu.Barrier();
                seen[t] = c;
                Gpu.Barrier();
                c -= seen[(t + 7) % 40];
            }

            Gpu.Barrier();
        }

        y[i] = a + 2 * b + c;
    }

    [Kernel, OnGrid(2, 33, 66)]
    public static void ChangesUntilStable(int[] x, int[] y)
    {
        var labels = Gpu.Shared<int>(64);
        int t = Gpu.ThreadIdx.X, n = Gpu.BlockDim.X, i = Gpu.GlobalIdx.X, rounds = 0;
        labels[t] = x[i];
        var changed = true;
        do
        {
            Gpu.Barrier();
            var least = Math.Min(labels[t], Math.Min(labels[(t + 1) % n], labels[(t + n - 1) % n]));
            changed = least != labels[t];
            Gpu.Barrier();
            labels[t] = least;
            rounds++;
        }
        while (Gpu.BlockMax(changed ? 1 : 0) > 0);
        y[i] = labels[t] + rounds;
    }

    [Kernel, OnGrid(2, 64, 128)]
    public static void HelpersMayMeet(int[] x, int[] y)
    {
        var part = Gpu.Shared<int>(64);
        y[Gpu.GlobalIdx.X] = SumOfBlock(part, x[Gpu.GlobalIdx.X]) + SumOfBlock(part, 1);
    }

    [Kernel, OnGrid(1, 40, 40)]
    public static void AllTypes(byte[] a, short[] b, long[] c, double[] d, Half[] e, bool[] f, ulong[] g, ushort[] h)
    {
        var i = Gpu.ThreadIdx.X;
        a[i] = (byte)(Gpu.ShuffleUp(a[i], 1) + Gpu.WarpSum(a[i]) + Gpu.BlockMax(a[i]));
        b[i] = (short)(Gpu.ShuffleDown(b[i], 3) ^ Gpu.WarpMin(b[i]));
        c[i] = Gpu.ShuffleXor(c[i], 5) + Gpu.BlockSum(c[i]);
        d[i] = Gpu.ShuffleIdx(d[i], 7) + Gpu.WarpMax(d[i]);
        e[i] = Gpu.ShuffleIdx(e[i], 70);
        f[i] = Gpu.ShuffleXor(f[i], 1);
        g[i] = Gpu.WarpMin(g[i]) + Gpu.BlockMax(g[i]);
        h[i] = (ushort)(Gpu.BlockMin(h[i]) + Gpu.ShuffleUp(h[i], i));
    }

    [Kernel, OnGrid(2, 33, 66)]
    public static void LanesLoopApart(byte[] x, int[] y)
    {
        int i = Gpu.GlobalIdx.X, t = Gpu.ThreadIdx.X, sum = 0;
        for (var k = t & 3; k < x[i] % 8; k++)
        {
            sum += k * x[(i + k) % x.Length];
            if (sum > 500) break;
        }

        for (var k = 0; k < 3; k++) sum += Gpu.WarpSum(sum) >> k;
        y[i] = sum;
    }

    [Kernel, OnGrid(1, 64, 40), OnGrid(1, 33, 33)]
    public static void WritesBehindTheEnd(int[] x, int[] y)
    {
        var seen = Gpu.Shared<int>(34);
        seen[Gpu.ThreadIdx.X] = x[0];
        Gpu.Barrier();
        y[Gpu.GlobalIdx.X] = seen[Gpu.ThreadIdx.X];
    }

    [Kernel, OnGrid(1, 16, 16)]
    public static void DividesByBlock(int[] x, int[] y, int by)
    {
        for (var k = 0; k < 100 / (by & 3); k++)
        {
            y[Gpu.ThreadIdx.X] += x[Gpu.ThreadIdx.X] + k;
            Gpu.Barrier();
        }
    }

    [Kernel, OnGrid(3, 64, 192), OnGrid(2, 50, 77)]
    public static void SharedHistogram(byte[] x, int[] bins)
    {
        var counts = Gpu.Shared<int>(16);
        var t = Gpu.ThreadIdx.X;
        for (var k = Gpu.GlobalIdx.X; k < x.Length; k += Gpu.GridDim.X * Gpu.BlockDim.X) Interlocked.Increment(ref counts[x[k] % 16]);
        Gpu.Barrier();
        if (t < 16) Interlocked.Add(ref bins[t], counts[t]);
    }

    [Kernel, OnGrid(2, 40, 80)]
    public static void SwitchesTogetherAndApart(int[] x, int mode, int[] y)
    {
        var seen = Gpu.Shared<int>(40);
        int t = Gpu.ThreadIdx.X, i = Gpu.GlobalIdx.X;
        switch (mode & 3)
        {
            case 0:
                seen[t] = x[i];
                Gpu.Barrier();
                y[i] = seen[39 - t];
                break;
            case 1:
                y[i] = Gpu.BlockSum(x[i]);
                break;
            case 2:
                y[i] = t switch { 0 => 7, < 20 => x[i], _ => 2 };
                break;
            default:
                if (t > 20) return;
                y[i] = Gpu.WarpMax(x[i]);
                break;
        }

        y[i] += Gpu.BlockMin(y[i]);
    }

    private static int SumOfBlock(Span<int> part, int value)
    {
        var t = Gpu.ThreadIdx.X;
        part[t] = value;
        Gpu.Barrier();
        for (var half = Gpu.BlockDim.X / 2; half > 0; half /= 2)
        {
            if (t < half) part[t] += part[t + half];
            Gpu.Barrier();
        }

        var sum = part[0];
        Gpu.Barrier();
        return sum;
    }
}
