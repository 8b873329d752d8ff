using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>What it costs that no access leaves its array: kernels as they are compiled against the same without checks.</summary>
internal static class BoundsTable
{
    // Where the data are the subscripts, nothing can be said before the loop; the target speaks of the others.
    private const string DataDependent = "gather";

    private const int Length = 1 << 12, Rows = 1 << 6;

    private static readonly Pipeline Unchecked = new(
        [.. Pipelines.Cpu.Stages.TakeWhile(s => s.Name != "raise-to-affine"),
         new("without-checks", new WithoutChecks()), new("canonicalize", new Canonicalize()), new("cse", new Cse()),
         .. Pipelines.Cpu.Stages.SkipWhile(s => s.Name != "raise-to-affine")]);

    public static Section Run(Effort effort)
    {
        using var pool = new TilePool(new() { Threads = 1 });
        using var safe = WeftKernels.Open(pool);
        using var bare = new Device("cpu", new CpuCompiler(cache: null, pool, pipeline: Unchecked));
        var program = WeftKernels.Program(WeftKernels.PathOf("bounds.weft"));
        var (rows, ratios) = (new List<IReadOnlyList<string>>(), new List<double>());
        foreach (var signature in program.Entries)
        {
            var invocation = Bind(signature);
            var kernels = new[] { safe, bare }.Select(device => device.Load(program, signature.Name)).ToArray();
            RequireEqual(signature.Name, [.. kernels.Select(k => Outputs(k, invocation))]);
            var contenders = kernels.Select((k, i) => Contender.Of(i == 0 ? "safe" : "bare", () => k.Launch(invocation)));
            var samples = Interleaved.Run([.. contenders], effort);
            var ratio = Ratio.Of(samples[0].Cpu, samples[1].Cpu);
            if (signature.Name != DataDependent) ratios.Add(ratio.Median);
            var remarks = CpuCompiler.Lower(program, signature.Name).Remarks;
            string[] counts = [.. new[] { "proved", "hoisted", "guarded" }.Select(kind => $"{remarks.Count("check-bounds", kind)}")];
            rows.Add([signature.Name, .. counts, Form.Time(samples[0].CpuMedian), Form.Time(samples[1].CpuMedian), $"{ratio}"]);
        }

        var mean = Math.Exp(ratios.Average(Math.Log));
        return new("Bounds checks, one thread",
            $"mean and worst are without '{DataDependent}', whose subscripts are data. Accesses are proved in range, checked once "
            + "before their loop, or checked where they are. The same IR is compiled without checks for comparison; "
            + "both give the same bits.",
            ["", "proved", "hoisted", "guarded", "with checks", "without", "with / without [95 %]"], rows)
        {
            Findings = [new(Targets.BoundsMean, mean), new(Targets.BoundsWorst, ratios.Max())],
        };
    }

    private static Invocation Bind(KernelSignature signature)
    {
        var inputs = new Dictionary<string, Tensor>();
        foreach (var parameter in signature.Inputs)
        {
            ImmutableArray<long> shape = parameter.Shape.Length == 1 ? [Length] : [Rows, Length / Rows];
            var tensor = inputs[parameter.Name] = Tensor.Zeros(parameter.Element, shape);
            if (parameter.Element == ElementType.F32) NativeArray.Fill(tensor.As<float>(), seed: 1, scale: 1);
            else new Random(1).Shuffle(Counted(tensor.As<int>()));
        }

        var diagnostics = new DiagnosticBag();
        return Invocation.Bind(signature, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics));
    }

    private static Span<int> Counted(Span<int> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = i;
        return values;
    }

    // From poisoned memory: what a kernel leaves alone, both leave alone.
    private static byte[] Outputs(Kernel kernel, Invocation invocation)
    {
        foreach (var (_, tensor) in invocation.Outputs) MemoryMarshal.AsBytes(tensor.Bytes.Span).Fill(0xFF);
        kernel.Launch(invocation);
        return [.. invocation.Outputs.SelectMany(o => o.Value.Bytes.ToArray())];
    }

    private static void RequireEqual(string kernel, byte[][] outputs)
    {
        if (!outputs[0].AsSpan().SequenceEqual(outputs[1]))
            throw new InvalidOperationException($"{kernel}: the results differ without checks");
    }

    /// <summary>Takes the checks out, and of each loop with a guarded second version leaves the first.</summary>
    private sealed class WithoutChecks : IPass
    {
        public void Run(Operation root, PassContext context)
        {
            foreach (var op in root.Walk().ToList())
                if (op is CheckIndexOp) op.Erase();
                else if (op is IfOp choice && op.Attribute(KernelAttributes.Likely) is not null)
                    choice.SetOperand(0, Builder.At(op).Add(ConstantOp.Bool(true)));
        }
    }
}
