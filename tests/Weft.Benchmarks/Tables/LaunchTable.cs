using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>What a call of a compiled kernel costs when there is next to nothing to do.</summary>
internal static unsafe class LaunchTable
{
    public static Section Run(Effort effort)
    {
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        var kernel = device.Load(SaxpyKernel.Program, "Saxpy");
        var parallel = device.Load(WeftKernels.Program(WeftKernels.PathOf("saxpy.weft")), "saxpy");
        using var stop = new CancellationTokenSource();
        float[] x = [1], y = [2];
        var peer = PeerLibrary.Compile("-O3");
        using var nx = NativeArray.Random(1, seed: 1);
        using var ny = NativeArray.Random(1, seed: 2);
        long[] slots = [WeftKernels.Bits(1e-3f), (long)nx.Pointer, 1, (long)ny.Pointer, 1];
        List<Contender> contenders =
        [
            Contender.Of("C# launch class, spans", () => SaxpyKernel.Launch(device, 1e-3f, x, y)),
            Contender.Of("C# launch class, parallel loop", () => ParallelSaxpyKernel.Launch(device, 1e-3f, x, y)),
            Contender.Of("C# launch class, cancellable", () => SaxpyKernel.Launch(device, 1e-3f, x, y, stop.Token)),
            Contender.Of("kernel with filled slots", () => kernel.Launch(slots)),
            Contender.Of("kernel with filled slots, parallel loop", () => parallel.Launch(slots)),
            Contender.Of("plain C#", () => Kernels.Saxpy(1e-3f, x, y)),
        ];
        if (peer is not null)
            contenders.Add(Contender.Of("clang's function by pointer", () => peer.Saxpy(1, 1e-3f, nx.Pointer, ny.Pointer)));
        var samples = Interleaved.Run(contenders, effort);
        return new("Launch of a compiled kernel, 1 element, one thread",
            "saxpy through the generated launch class; the parallel loop is run by one thread. Each figure contains a delegate's call.",
            ["", "processor time", "best", "wall"],
            [.. samples.Select(s => (string[])[s.Name, Form.Time(s.CpuMedian), Form.Time(s.CpuBest), Form.Time(s.WallMedian)])])
        {
            Findings = [new(Targets.Launch, samples[0].CpuMedian)],
        };
    }
}
