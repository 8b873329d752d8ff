using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>The checks behind declarations, with MLIR's words. Each returns false after recording an error.</summary>
public static class TraitVerifier
{
    public static bool Regions(Operation op, int count, bool orMore, DiagnosticBag diagnostics) =>
        Count(op, op.Regions.Count, count, orMore, "regions", "requires zero regions", "requires one region", diagnostics);

    public static bool Results(Operation op, int count, bool orMore, DiagnosticBag diagnostics) =>
        Count(op, op.Results.Length, count, orMore, "results", "requires zero results", "requires one result", diagnostics);

    public static bool Operands(Operation op, int count, bool orMore, DiagnosticBag diagnostics) =>
        Count(op, op.OperandSlots.Length, count, orMore, "operands", "requires zero operands", "requires a single operand", diagnostics);

    public static bool Successors(Operation op, int count, bool orMore, DiagnosticBag diagnostics)
    {
        var actual = op.Successors.Count;
        if (orMore ? actual >= count : actual == count) return true;
        var wanted = orMore ? $"at least {count}" : $"{count}";
        return op.Error(diagnostics, $"requires {wanted} successor{(count == 1 ? "" : "s")} but found {actual}");
    }

    public static bool Type(Operation op, string kind, int index, IrType type, TypeConstraint constraint, DiagnosticBag diagnostics) =>
        constraint.Accepts(type) || op.Error(diagnostics, $"{kind} #{index} must be {constraint.Summary}, but got '{type}'");

    /// <summary>As <see cref="Type"/>, of one of any number.</summary>
    public static bool VariadicType(
        Operation op, string kind, int index, IrType type, TypeConstraint constraint, DiagnosticBag diagnostics) =>
        constraint.Accepts(type)
        || op.Error(diagnostics, $"{kind} #{index} must be variadic of {constraint.Summary}, but got '{type}'");

    /// <summary>What may be left out is not there twice.</summary>
    public static bool AtMostOne(Operation op, string kind, int start, int count, DiagnosticBag diagnostics) =>
        count <= 1 || op.Error(diagnostics, $"{kind} group starting at #{start} requires 0 or 1 element, but found {count}");

    public static bool Segments(Operation op, string kind, int property, int total, DiagnosticBag diagnostics)
    {
        var (name, sizes) = ($"{kind}SegmentSizes", ((DenseArrayAttr)op.Property(property)!).Values);
        if (sizes.Any(v => v < 0)) return op.Error(diagnostics, $"'{name}' attribute cannot have negative elements");
        return sizes.Sum() == total
            || op.Error(
                diagnostics,
                $"{kind} count ({total}) does not match with the total size ({sizes.Sum()}) specified in attribute '{name}'");
    }

    public static bool SameOperandsAndResultType(Operation op, DiagnosticBag diagnostics) =>
        (OperandsAgree(op, Same) && ResultsAgree(op, Same))
        || op.Error(diagnostics, "requires the same type for all operands and results");

    public static bool SameTypeOperands(Operation op, DiagnosticBag diagnostics) =>
        OperandsAgree(op, Same) || op.Error(diagnostics, "requires all operands to have the same type");

    public static bool SameOperandsShape(Operation op, DiagnosticBag diagnostics) =>
        ShapesAgree(op, results: false, static _ => true) || op.Error(diagnostics, "requires the same shape for all operands");

    public static bool SameOperandsAndResultShape(Operation op, DiagnosticBag diagnostics) =>
        ShapesAgree(op, results: true, static _ => true) || op.Error(diagnostics, "requires the same shape for all operands and results");

    public static bool SameOperandsElementType(Operation op, DiagnosticBag diagnostics) =>
        OperandsAgree(op, SameElement) || op.Error(diagnostics, "requires the same element type for all operands");

    public static bool SameOperandsAndResultElementType(Operation op, DiagnosticBag diagnostics) =>
        (OperandsAgree(op, SameElement) && ResultsAgree(op, SameElement))
        || op.Error(diagnostics, "requires the same element type for all operands and results");

    public static bool CastCompatible(Operation op, DiagnosticBag diagnostics)
    {
        var (from, to) = (op.Operands[0].Type, op.Results[0].Type);
        return ((ICast)op).AreCastCompatible(from, to)
            || op.Error(diagnostics, $"operand type '{from}' and result type '{to}' are cast incompatible");
    }

    /// <summary>The results have the types that follow from the operands.</summary>
    public static bool InferredResults(Operation op, IReadOnlyList<IrType> inferred, DiagnosticBag diagnostics)
    {
        var types = op.ResultList.Select(r => r.Type).ToList();
        return types.SequenceEqual(inferred)
            || op.Error(
                diagnostics,
                $"inferred type(s) {Quoted(inferred)} are incompatible with return type(s) of operation {Quoted(types)}");

        static string Quoted(IEnumerable<IrType> types) => string.Join(", ", types.Select(t => $"'{t}'"));
    }

    public static bool Elementwise(Operation op, DiagnosticBag diagnostics)
    {
        var (operandsMapped, resultsMapped) = (0, 0);
        IrType? first = null;
        var isOneKind = true;
        foreach (var type in op.Operands.Types) operandsMapped += Count(type);
        foreach (var result in op.Results) resultsMapped += Count(result.Type);
        if (operandsMapped == 0)
            return resultsMapped == 0
                || op.Error(diagnostics, "if a result is non-scalar, then at least one operand must be non-scalar");
        if (resultsMapped == 0)
            return op.Error(diagnostics, "if an operand is non-scalar, then there must be at least one non-scalar result");
        if (resultsMapped < op.Results.Length)
            return op.Error(diagnostics, "if an operand is non-scalar, then all results must be non-scalar");
        return (isOneKind && ShapesAgree(op, results: true, IsMappable))
            || op.Error(diagnostics, "all non-scalar operands/results must have the same shape and base type");

        int Count(IrType type)
        {
            if (!IsMappable(type)) return 0;
            isOneKind &= (first ??= type).GetType() == type.GetType();
            return 1;
        }
    }

    public static bool Terminator(Operation op, DiagnosticBag diagnostics) =>
        op.Next is null || op.Error(diagnostics, "must be the last operation in the parent block");

    public static bool SingleBlock(Operation op, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < op.Regions.Count; i++)
        {
            var blocks = op.Regions[i].Blocks.Count;
            if (blocks > 1) return op.Error(diagnostics, $"expects region #{i} to have 0 or 1 blocks");
            if (blocks == 1 && op.Regions[i].Entry.IsEmpty && !op.Info.Has(OpTraits.NoTerminator))
                return op.Error(diagnostics, "expects a non-empty block");
        }

        return true;
    }

    public static bool NoRegionArguments(Operation op, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < op.Regions.Count; i++)
            if (!op.Regions[i].IsEmpty && op.Regions[i].Entry.Arguments.Count > 0)
                return op.Error(
                    diagnostics, op.Regions.Count > 1 ? $"region #{i} should have no arguments" : "region should have no arguments");
        return true;
    }

    public static bool HasParent(Operation op, DiagnosticBag diagnostics, params string[] names)
    {
        // An operation that stands alone is being built.
        if (op.ParentOp is not { } parent || Array.IndexOf(names, parent.Name) >= 0) return true;
        return op.Error(diagnostics, $"expects parent op {(names.Length > 1 ? "to be one of " : "")}'{string.Join(", ", names)}'");
    }

    public static bool ImplicitTerminator(Operation op, OpInfo terminator, DiagnosticBag diagnostics)
    {
        foreach (var region in op.Regions)
        {
            if (region.IsEmpty) continue;
            var last = region.Blocks[region.Blocks.Count - 1].Last;
            if (last is null) return op.Error(diagnostics, "expects a non-empty block");
            if (last.Info == terminator) continue;
            diagnostics.Add(op
                .Mistake(diagnostics, $"'{op.Name}' op expects regions to end with '{terminator.Name}', found '{last.Name}'")
                .WithNote(op.Location, $"in custom textual format, the absence of terminator implies '{terminator.Name}'"));
            return false;
        }

        return true;
    }

    public static bool SymbolTable(Operation op, DiagnosticBag diagnostics)
    {
        if (op.Regions.Count != 1) return op.Error(diagnostics, "Operations with a 'SymbolTable' must have exactly one region");
        return op.Regions[0].Blocks.Count == 1 || op.Error(diagnostics, "Operations with a 'SymbolTable' must have exactly one block");
    }

    /// <summary>No two symbols of a table have one name.</summary>
    public static bool UniqueSymbols(Operation op, DiagnosticBag diagnostics)
    {
        var names = new Dictionary<string, Operation>();
        foreach (var inner in op.Regions[0].Entry.Ops)
        {
            if (inner.Attribute("sym_name") is not StringAttr { Value: var name }) continue;
            if (!names.TryGetValue(name, out var earlier))
            {
                names.Add(name, inner);
                continue;
            }

            diagnostics.Add(inner
                .Mistake(diagnostics, $"redefinition of symbol named '{name}'")
                .WithNote(earlier.Location, "see existing symbol definition here"));
            return false;
        }

        return true;
    }

    public static bool Symbol(Operation op, DiagnosticBag diagnostics)
    {
        // A module may stand without a name, and then it is no symbol.
        if (op.Attribute("sym_name") is null) return true;
        if (!VerifyVisibility(op, diagnostics)) return false;
        return op.ParentOp is not { Info: { IsRegistered: true } parent } || parent.Has(OpTraits.SymbolTable)
            || op.Error(diagnostics, "symbol's parent must have the SymbolTable trait");
    }

    private static bool VerifyVisibility(Operation op, DiagnosticBag diagnostics)
    {
        if (op.Attribute("sym_visibility") is not { } visibility) return true;
        return visibility is StringAttr { Value: "public" or "private" or "nested" }
            || op.Error(diagnostics, visibility is StringAttr text
                ? $"visibility expected to be one of [\"public\", \"private\", \"nested\"], but got \"{text.Value}\""
                : "requires visibility attribute 'sym_visibility' to be a string attribute, but got " + visibility);
    }

    private static bool Count(
        Operation op, int actual, int count, bool orMore, string what, string zero, string one, DiagnosticBag diagnostics)
    {
        if (orMore)
            return actual >= count
            || op.Error(diagnostics, $"expected {count} or more {what}{(what == "operands" ? $", but found {actual}" : "")}");
        if (actual == count) return true;
        return op.Error(
            diagnostics,
            count switch { 0 => zero, 1 => one, _ => $"expected {count} {what}{(what == "operands" ? $", but found {actual}" : "")}" });
    }

    private static bool IsMappable(IrType type) => type is VectorType or RankedTensorType or UnrankedTensorType;

    private static readonly Func<IrType, IrType, bool> Same = static (a, b) => ReferenceEquals(a, b) || a == b;

    private static readonly Func<IrType, IrType, bool> SameElement = static (a, b) => Same(TypeRules.ElementOf(a), TypeRules.ElementOf(b));

    private static bool OperandsAgree(Operation op, Func<IrType, IrType, bool> agree)
    {
        for (var i = 1; i < op.Operands.Count; i++)
            if (!agree(op.Operands[0].Type, op.Operands[i].Type))
                return false;
        return true;
    }

    // With the first operand, or among each other where there is none.
    private static bool ResultsAgree(Operation op, Func<IrType, IrType, bool> agree)
    {
        if (op.Results.Length == 0) return true;
        var first = op.Operands.Count > 0 ? op.Operands[0].Type : op.Results[0].Type;
        foreach (var result in op.Results)
            if (!agree(first, result.Type))
                return false;
        return true;
    }

    private static bool ShapesAgree(Operation op, bool results, Func<IrType, bool> counts)
    {
        var types = new List<IrType>();
        foreach (var type in op.Operands.Types)
            if (counts(type)) types.Add(type);
        foreach (var result in results ? op.Results : [])
            if (counts(result.Type)) types.Add(result.Type);
        return ShapesAgree(types);
    }

    // Either none has a shape or all have. Unranked ones agree with everything, unknown extents with all.
    private static bool ShapesAgree(List<IrType> types)
    {
        long[]? extents = null;
        foreach (var type in types)
        {
            if (type is ShapedType != types[0] is ShapedType) return false;
            if (IsScalable(type) != IsScalable(types[0])) return false;
            if (type is not ShapedType { HasRank: true } shaped) continue;
            extents ??= shaped.Shape.ToArray();
            if (!TakeExtents(extents, shaped.Shape)) return false;
        }

        return true;
    }

    private static bool TakeExtents(long[] known, Sequence<long> shape)
    {
        if (known.Length != shape.Count) return false;
        for (var i = 0; i < known.Length; i++)
        {
            if (shape[i] == ShapedType.Dynamic) continue;
            if (known[i] != ShapedType.Dynamic && known[i] != shape[i]) return false;
            known[i] = shape[i];
        }

        return true;
    }

    private static bool IsScalable(IrType type) => type is VectorType { HasScalableDimension: true };

    /// <summary>Unknown extents agree with all.</summary>
    internal static bool ExtentsAgree(Sequence<long> a, Sequence<long> b)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (a[i] != b[i] && a[i] != ShapedType.Dynamic && b[i] != ShapedType.Dynamic)
                return false;
        return true;
    }
}
