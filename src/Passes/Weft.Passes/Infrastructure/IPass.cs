using Weft.IR;

namespace Weft.Passes;

/// <summary>A transformation of IR. Valid IR goes in, valid IR comes out; everything else it needs is in the context.</summary>
public interface IPass
{
    void Run(Operation root, PassContext context);
}

/// <summary>What a pass may use besides the IR.</summary>
/// <param name="Ir">The context of the IR's types and attributes.</param>
/// <param name="Diagnostics">Errors end the pipeline.</param>
/// <param name="Remarks">What was done and why, for <c>weft explain</c>.</param>
public sealed record PassContext(IrContext Ir, DiagnosticBag Diagnostics, RemarkLog Remarks)
{
    /// <summary>What is known about the operation that the pass runs on.</summary>
    public AnalysisManager Analyses { get; init; } = new();

    /// <summary>The processor that the code is for.</summary>
    public CpuModel Machine { get; init; } = CpuModel.Avx512;

    /// <summary>Where the pass counts what it does.</summary>
    public PassStatistics Statistics { get; init; } = new();
}

/// <summary>One fact about what a pass did: <c>check-bounds: saxpy.weft:3:30: 'x' proved</c>.</summary>
public sealed record Remark(string Pass, Location Location, string Kind, string Message);

/// <summary>Collects remarks.</summary>
public sealed class RemarkLog
{
    private readonly List<Remark> _items = [];

    public IReadOnlyList<Remark> Items => _items;

    public void Add(string pass, Location location, string kind, string message) => _items.Add(new(pass, location, kind, message));

    public int Count(string pass, string kind) => _items.Count(r => r.Pass == pass && r.Kind == kind);
}
