using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// Where the functions of a program begin. A location inside an inlined body names no function: its function is the one that begins
/// last before it, for functions do not nest in either language.
/// </summary>
internal sealed class SourceFunctions
{
    private readonly ILookup<string, SourceFunction> _byFile;

    private SourceFunctions(IEnumerable<SourceFunction> functions) => _byFile = functions.ToLookup(f => f.Start.File!);

    public static SourceFunctions Of(KernelProgram program) =>
        new(program.Load(new IrContext(StandardDialects.All)).Body.Entry.Ops
            .Where(op => op is IFunction && op.Location.Position.File is not null)
            .Select(op => new SourceFunction(KernelAttributes.NameOf((IFunction)op), op.Location.Position))
            .ToImmutableArray());

    /// <summary>The function that a position in a file lies in, or null where it lies before all.</summary>
    public SourceFunction? At(Location position) =>
        _byFile[position.File!].Where(f => f.Start.Line <= position.Line).MaxBy(f => f.Start.Line);
}

/// <param name="Start">Where it is declared.</param>
internal sealed record SourceFunction(string Name, Location Start);
