using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Holds functions and other symbols; what a file is.</summary>
[Op("builtin.module", Format = "($sym_name^)? attr-dict-with-keyword $bodyRegion", DefaultDialect = "builtin")]
[Traits(AffineScope, IsolatedFromAbove, NoRegionArguments, OpTraits.SymbolTable, Symbol, SingleBlock, NoTerminator, HasOnlyGraphRegion)]
public sealed partial class ModuleOp : Operation
{
    [Attr(Name = "sym_name", Symbol = true)] public partial string? SymName { get; set; }

    [Attr(Name = "sym_visibility")] public partial string? Visibility { get; set; }

    [Region(Blocks = 1, Name = "bodyRegion")] public partial Region Body { get; }

    /// <summary>Aliases and resources of the file that the module was read from.</summary>
    public Text.FileMetadata Metadata { get; set; } = Text.FileMetadata.Empty;

    private bool Verify(DiagnosticBag diagnostics)
    {
        foreach (var attribute in Attributes)
            if (attribute.Name.IndexOf('.') < 0)
                return Error(diagnostics, $"can only contain attributes with dialect-prefixed names, found: '{attribute.Name}'");
        return true;
    }

    /// <summary>The symbols of a class, in order.</summary>
    public System.Collections.Generic.IEnumerable<T> Members<T>() where T : Operation => Body.Entry.Ops.OfType<T>();
}

/// <summary>Values of some types seen as values of others, until a conversion makes it true or away.</summary>
[Op("builtin.unrealized_conversion_cast", Format = "($inputs^ `:` type($inputs))? `to` type($outputs) attr-dict")]
[Traits(Pure)]
public sealed partial class UnrealizedConversionCastOp : Operation, IFold
{
    [Operand<AnyType>] public partial OperandRange Inputs { get; }

    [Result<AnyType>] public partial ResultRange Outputs { get; }

    // to the same types -> the inputs; back to the types before -> what they were
    public FoldResult Fold(System.ReadOnlySpan<Attribute?> constants)
    {
        if (Inputs.Types.SequenceEqual(Outputs.Types)) return FoldResult.All([.. Inputs.Select(v => (FoldResult)v)]);
        if (Inputs.Count == 0 || Inputs[0].Def is not UnrealizedConversionCastOp before) return default;
        return Inputs.SequenceEqual(before.Outputs) && before.Inputs.Types.SequenceEqual(Outputs.Types)
            ? FoldResult.All([.. before.Inputs.Select(v => (FoldResult)v)])
            : default;
    }

    private bool Verify(DiagnosticBag diagnostics) =>
        Outputs.Count > 0 || Error(diagnostics, "expected at least one result for cast operation");
}
