using System;
using System.Collections.Generic;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>An operation that names a place in memory by affine subscripts.</summary>
public interface IAffineAccess : IAffineMapUser
{
    Value Memref { get; }

    Location Location { get; }
}

/// <summary>An access that reads.</summary>
public interface IAffineRead : IAffineAccess
{
    OpResult Result { get; }
}

/// <summary>An access that reads one element.</summary>
public interface IAffineElementRead : IAffineRead;

/// <summary>An access that writes.</summary>
public interface IAffineWrite : IAffineAccess
{
    Value Value { get; }
}

/// <summary>An element of memory at affine subscripts. Undefined when one is not in range.</summary>
[Op("affine.load")]
public sealed partial class AffineLoadOp : Operation, IAffineElementRead, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref)];

    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, Indices);
        set
        {
            Map = new(value.Map);
            SetOperands([Memref, .. value.Operands]);
        }
    }

    public AffineLoadOp(Value memref, AffineValueMap subscripts)
        : this(new AffineMapAttr(subscripts.Map), memref, subscripts.Operands, ((MemRefType)memref.Type).Element) { }

    public static bool Parse(IrParser parser, OperationState state) => AffineAccessForm.ParseElement(parser, state);

    public override void PrintCustom(IrPrinter printer) => AffineAccessForm.Print(printer, this, Memref, ValueMap);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        AffineFolds.FoldCast(this) ? FoldResult.InPlace : AffineFolds.ElementOfConstant(this);

    private bool Verify(DiagnosticBag diagnostics) =>
        (Result.Type == ((MemRefType)Memref.Type).Element || Error(diagnostics, "result type must match element type of memref"))
        && AffineRules.VerifySubscripts(this, this, diagnostics);
}

/// <summary>Puts a value in memory at affine subscripts. Undefined when one is not in range.</summary>
[Op("affine.store")]
public sealed partial class AffineStoreOp : Operation, IAffineWrite, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Memref)];

    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<AnyType>] public partial Value Value { get; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, Indices);
        set
        {
            Map = new(value.Map);
            SetOperands([Value, Memref, .. value.Operands]);
        }
    }

    public AffineStoreOp(Value value, Value memref, AffineValueMap subscripts)
        : this(new AffineMapAttr(subscripts.Map), value, memref, subscripts.Operands) { }

    public static bool Parse(IrParser parser, OperationState state) =>
        parser.Operands.Parse() is { } value && parser.Tokens.Expect(TokenKind.Comma, "expected ','")
        && AffineAccessForm.Parse(parser, state) is { } access && access.ParseMemRefType() is { } type
        && parser.Operands.Resolve(value, type.Element, state.Operands) && access.Resolve(type);

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space().Value(Value);
        printer.Text(",");
        AffineAccessForm.Print(printer, this, Memref, ValueMap);
    }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => AffineFolds.FoldCast(this) ? FoldResult.InPlace : default;

    private bool Verify(DiagnosticBag diagnostics) =>
        (Value.Type == ((MemRefType)Memref.Type).Element
            || Error(diagnostics, "value to store must have the same type as memref element type"))
        && AffineRules.VerifySubscripts(this, this, diagnostics);
}

/// <summary>A vector of consecutive elements of memory that begins at affine subscripts.</summary>
[Op("affine.vector_load")]
public sealed partial class AffineVectorLoadOp : Operation, IAffineRead, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref)];

    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyVector>] public partial OpResult Result { get; }

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, Indices);
        set
        {
            Map = new(value.Map);
            SetOperands([Memref, .. value.Operands]);
        }
    }

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (AffineAccessForm.Parse(parser, state) is not { } access || access.ParseMemRefType() is not { } type
            || !parser.Tokens.Expect(TokenKind.Comma, "expected ','") || parser.Types.Parse() is not { } vector
            || !access.Resolve(type)) return false;
        state.ResultTypes.Add(vector);
        return true;
    }

    public override void PrintCustom(IrPrinter printer)
    {
        AffineAccessForm.Print(printer, this, Memref, ValueMap);
        printer.Text(", ").Type(Result.Type);
    }

    private bool Verify(DiagnosticBag diagnostics) => AffineRules.VerifySubscripts(this, this, diagnostics)
        && AffineRules.VerifyElements(this, Memref.Type, Result.Type, diagnostics);
}

/// <summary>Puts a vector into consecutive elements of memory, from affine subscripts on.</summary>
[Op("affine.vector_store")]
public sealed partial class AffineVectorStoreOp : Operation, IAffineWrite, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Memref)];

    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<AnyVector>] public partial Value Value { get; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, Indices);
        set
        {
            Map = new(value.Map);
            SetOperands([Value, Memref, .. value.Operands]);
        }
    }

    public static bool Parse(IrParser parser, OperationState state) =>
        parser.Operands.Parse() is { } value && parser.Tokens.Expect(TokenKind.Comma, "expected ','")
        && AffineAccessForm.Parse(parser, state) is { } access && access.ParseMemRefType() is { } type
        && parser.Tokens.Expect(TokenKind.Comma, "expected ','") && parser.Types.Parse() is { } vector
        && parser.Operands.Resolve(value, vector, state.Operands) && access.Resolve(type);

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space().Value(Value);
        printer.Text(",");
        AffineAccessForm.Print(printer, this, Memref, ValueMap);
        printer.Text(", ").Type(Value.Type);
    }

    private bool Verify(DiagnosticBag diagnostics) => AffineRules.VerifySubscripts(this, this, diagnostics)
        && AffineRules.VerifyElements(this, Memref.Type, Value.Type, diagnostics);
}

/// <summary>Says that an element will be read or written soon; has no other effect.</summary>
[Op("affine.prefetch")]
public sealed partial class AffinePrefetchOp : Operation, IAffineAccess, IHint, IFold
{
    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool))] public partial IntegerAttr IsWrite { get; set; }

    [Attr(
        Summary = "32-bit signless integer attribute whose minimum value is 0 whose maximum value is 3", Test = nameof(IsLocality))]
    public partial IntegerAttr LocalityHint { get; set; }

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool))] public partial IntegerAttr IsDataCache { get; set; }

    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, Indices);
        set
        {
            Map = new(value.Map);
            SetOperands([Memref, .. value.Operands]);
        }
    }

    public static bool IsLocality(Attribute attribute) =>
        attribute is IntegerAttr { Type: IntegerType { Width: 32, IsSignless: true }, Int64: >= 0 and <= 3 };

    public static bool Parse(IrParser parser, OperationState state) => AffineAccessForm.ParsePrefetch(parser, state);

    public override void PrintCustom(IrPrinter printer) => AffineAccessForm.Print(printer, this);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => AffineFolds.FoldCast(this) ? FoldResult.InPlace : default;

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Map.Map.Results.Count != ((MemRefType)Memref.Type).Rank)
            return Error(diagnostics, "affine.prefetch affine map num results must equal memref rank");
        if (Map.Map.InputCount != Indices.Count) return Error(diagnostics, "too few operands");
        foreach (var index in Indices)
            if (!index.IsValidDimIn(this.AffineScope))
                return Error(diagnostics, "index must be a valid dimension or symbol identifier");
        return true;
    }
}
