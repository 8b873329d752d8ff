using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>How kernels of a suite are measured against others, on one thread.</summary>
/// <param name="Size">The place of the size among those of the suite.</param>
/// <param name="Limit">How long a call of ours may take.</param>
internal sealed record SuiteRun(Suite Suite, int Size, ElementType Element, TimeSpan Limit, ImmutableArray<SuiteRival> Rivals)
{
    /// <summary>How often each has its turn at most.</summary>
    public int MostRounds { get; init; } = int.MaxValue;

    public SuiteRow Measure(SuiteKernel kernel, Device device)
    {
        var program = WeftKernels.Program(Suite.PathOf($"{kernel.File}.weft"));
        var compiled = device.Load(program, Suite.EntryOf(kernel, Element));
        using var arguments = new SuiteArguments(Suite, kernel, compiled.Signature, kernel.ExtentsOf(Size));
        var contenders = Rivals.Select(rival => rival.Of(Suite, kernel, arguments)).OfType<SuiteContender>()
            .Prepend(new(SuiteContender.Weft, stop => compiled.Launch(arguments.Slots, stop))).ToList();
        try
        {
            var timer = new SuiteTimer(arguments, Suite.IsHot, Limit) { MostRounds = MostRounds };
            var figures = timer.Run(contenders, kernel.Tolerance(arguments.Element, arguments.Extents));
            var extents = arguments.Extents;
            var bench = Suite.Bench(kernel, Suite.Sizes[Size], Element);
            return new(kernel.Name, bench, kernel.Flops(extents), kernel.Bytes?.Invoke(extents), figures)
            {
                Element = arguments.Element, Density = kernel.Density,
                Held = arguments.Arrays.Sum(array => (double)array.Length * array.Parameter.Element.ByteSize),
            };
        }
        finally
        {
            foreach (var contender in contenders) contender.Dispose();
        }
    }
}
