using System.Globalization;
using System.Text;
using Weft.Frontend.Dsl;
using Weft.Frontend.Dsl.Analysis;
using Weft.IR;
using Weft.KaaS;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>What a kernel does and touches, as formulas over extents, and where that is against a processor's limits.</summary>
/// <param name="Work">Operations and accesses; null where the source is not at hand.</param>
/// <param name="Float">The floats that most of it is done with.</param>
/// <param name="Footprint">Bytes of the arrays, each read or written once; null where an extent is no sum of products.</param>
internal sealed record KernelCost(Cost? Work, ElementType Float, Polynomial? Footprint)
{
    /// <summary>The cost of an entry of a source file.</summary>
    public static KernelCost Of(ToolContext context, string path, KernelSignature entry)
    {
        var (bytes, kind) = SourceFile.Read(context, path);
        var program = kind != SourceKind.Weft ? null
            : WeftCompilation.Compile(path, Encoding.UTF8.GetString(bytes), SourceFile.Options(context, entry.Name)).Program;
        var kernel = program?.Kernels.FirstOrDefault(k => k.Symbol.Name == entry.Name && !k.Symbol.IsWorkflow);
        var floats = entry.Parameters.Select(p => p.Element).Where(element => element.IsFloat).DefaultIfEmpty(ElementType.F32);
        return new(kernel is null ? null : CostAnalysis.Of(kernel), floats.MaxBy(element => element.Bits), FootprintOf(entry));
    }

    /// <summary>The lines about it.</summary>
    public IEnumerable<string> Describe(CpuModel machine, IReadOnlyDictionary<string, long> extents)
    {
        if (Work is not null) yield return $"work     {Work}";
        if (Footprint is null) yield break;
        yield return $"arrays   {Footprint} bytes, if each element comes from memory or goes there once";
        if (Work is null || Work.Flops.IsZero) yield break;
        var perCycle = machine.FlopsPerCycle(Float.ByteSize);
        var balance = perCycle / CpuModel.MemoryBytesPerCycle;
        yield return $"roofline ({Work.Flops}) / ({Footprint}) flops a byte; below about {Number(balance)} memory is the limit, "
            + $"above it arithmetic (by rule of thumb: {Number(perCycle)} flops of {Float.Name} and "
            + $"{Number(CpuModel.MemoryBytesPerCycle)} bytes a cycle)";
        if (extents.Count > 0 && Work.Flops.Evaluate(extents) is { } flops && Footprint.Evaluate(extents) is > 0 and var bytes)
            yield return $"         at {string.Join(", ", extents.Select(e => $"{e.Key}={e.Value}"))}: "
                + $"{Number(flops / bytes)} flops a byte, so " + (flops / bytes < balance ? "memory" : "arithmetic") + " is the limit";
    }

    private static Polynomial? FootprintOf(KernelSignature entry) =>
        entry.Parameters.Where(p => !p.IsScalar).Aggregate((Polynomial?)Polynomial.Zero, (sum, p) =>
            sum is null || BytesOf(p) is not { } bytes ? null : sum + bytes * (p.Access == Access.InOut ? 2 : 1));

    private static Polynomial? BytesOf(KernelParameter parameter) => parameter.Shape.Aggregate(
        (Polynomial?)parameter.Element.ByteSize, (product, extent) => Polynomial.Combine('*', product, Polynomial.Of(extent)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
