using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Memory that is there for the whole program, with its first contents.</summary>
[Op("memref.global",
    Format = "($sym_visibility^)? (`constant` $constant^)? $sym_name `:` "
        + "custom<GlobalMemrefOpTypeAndInitialValue>($type, $initial_value) attr-dict")]
[Traits(Symbol)]
public sealed partial class GlobalOp : Operation
{
    [Attr(Name = "sym_name", Symbol = true)] public partial string SymName { get; set; }

    [Attr(Name = "sym_visibility")] public partial string? Visibility { get; set; }

    [Attr(Summary = "memref type attribute")] public partial MemRefType Type { get; set; }

    /// <summary>The elements; <see cref="UnitAttr"/> when they are not set, null when the memory is another module's.</summary>
    [Attr(Name = "initial_value")] public partial Attribute? InitialValue { get; set; }

    [Attr] public partial bool Constant { get; set; }

    [Attr] public partial long? Alignment { get; set; }

    /// <summary>The tensor type that its contents have.</summary>
    public RankedTensorType ContentType => new(Type.Extents, Type.Element);

    private static bool ParseGlobalMemrefOpTypeAndInitialValue(IrParser parser, OperationState state)
    {
        if (parser.Types.Parse() is not { } written) return false;
        if (written is not MemRefType { HasStaticShape: true } type)
            return parser.ErrorAtName(state, $"type should be static shaped memref, but got '{written}'");
        state.SetAttribute("type", new TypeAttr(type));
        if (!parser.Tokens.Accept(TokenKind.Equal)) return true;
        if (parser.Tokens.AcceptWord("uninitialized"))
        {
            state.SetAttribute("initial_value", UnitAttr.Instance);
            return true;
        }

        if (parser.Attributes.Parse(new RankedTensorType(type.Extents, type.Element)) is not { } value) return false;
        state.SetAttribute("initial_value", value);
        return IsElements(value) || parser.ErrorAtName(state, "initial value should be a unit or elements attribute");
    }

    private void PrintGlobalMemrefOpTypeAndInitialValue(IrPrinter printer)
    {
        printer.Type(Type);
        if (InitialValue is not { } value) return;
        printer.Text(" = ");
        if (value is UnitAttr) printer.Text("uninitialized");
        else printer.Attribute(value, TypeElision.Must);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!Type.HasStaticShape) return Error(diagnostics, $"type should be static shaped memref, but got '{Type}'");
        if (InitialValue is not (null or UnitAttr) && !IsElements(InitialValue))
            return Error(diagnostics, $"initial value should be a unit or elements attribute, but got {InitialValue}");
        if (InitialValue is TypedAttribute { Type: var type } && type != ContentType)
            return Error(diagnostics, $"initial value expected to be of type '{ContentType}', but was of type '{type}'");
        return Alignment is not { } alignment || (alignment > 0 && (alignment & (alignment - 1)) == 0)
            || ErrorAsIs(diagnostics, $"alignment attribute value {(ulong)alignment} is not a power of 2");
    }

    private static bool IsElements(Attribute value) =>
        value is DenseElementsAttr or DenseStringElementsAttr or DenseResourceAttr or SparseElementsAttr;
}

/// <summary>The memory of a <c>memref.global</c>.</summary>
[Op("memref.get_global", Format = "$name `:` type($result) attr-dict")]
[Traits(Pure)]
public sealed partial class GetGlobalOp : Operation, IVerifySymbols
{
    [Attr(Name = "name", Test = nameof(AttributeRules.IsFlatSymbol))] public partial SymbolRefAttr Global { get; set; }

    [Result<AnyStaticShapeMemRef>] public partial OpResult Result { get; }

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics)
    {
        if (symbols.Resolve(this, Global) is not GlobalOp global)
            return Error(diagnostics, $"'{Global.Leaf}' does not reference a valid global memref");
        return global.Type == Result.Type
            || Error(
                diagnostics,
                $"result type '{Result.Type}' does not match type '{global.Type}' of the global memref @{Global.Leaf}");
    }
}
