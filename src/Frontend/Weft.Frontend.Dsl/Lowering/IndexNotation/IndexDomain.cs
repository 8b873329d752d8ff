using Weft.Frontend.Dsl.Analysis;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>The points that a structured operation visits: its loops' indices, each from 0 to below an extent.</summary>
internal sealed class IndexDomain
{
    private readonly List<(VariableSymbol Index, ShapeExpr Extent)> _loops = [];

    public int Count => _loops.Count;

    public IEnumerable<VariableSymbol> Indices => _loops.Select(loop => loop.Index);

    public IndexDomain Copy()
    {
        var copy = new IndexDomain();
        copy._loops.AddRange(_loops);
        return copy;
    }

    /// <summary>The value of an expression as a formula of extents, where it is one.</summary>
    public static ShapeExpr? ExtentOf(BoundExpression expression) => expression switch
    {
        BoundLiteral { Value.Integer: var number } when number <= int.MaxValue => new ShapeExpr.Literal((long)number),
        BoundVariable { Variable: { Kind: VariableKind.ShapeSymbol, Name: var name } } => new ShapeExpr.Symbol(name),
        BoundExtent { Array.Type: ArrayType { Dimensions: var shape }, Dimension: var dimension } => shape[dimension],
        _ => null,
    };

    /// <summary>False where a loop has no turn, or none that could be written down: MLIR wants each to have one.</summary>
    public bool Add(VariableSymbol index, ShapeExpr? extent)
    {
        if (extent is null or ShapeExpr.Literal { Value: <= 0 }) return false;
        _loops.Add((index, extent));
        return true;
    }

    /// <summary>From the point to the subscripts of an element, where these are affine in the indices alone and the shapes say that they
    /// are in range; else null. A subscript that is one index says how far that goes: its extent must be just the index's.</summary>
    public AffineMap? MapOf(VariableSymbol array, IReadOnlyList<BoundExpression> subscripts)
    {
        var shape = ((ArrayType)array.Type).Dimensions;
        var results = new AffineExpr[subscripts.Count];
        for (var d = 0; d < results.Length; d++)
        {
            if (LinearForm.Of(subscripts[d], PositionOf, Count) is not { } form || !IsInside(form, shape[d])) return null;
            results[d] = form.Expression;
        }

        return new(Count, 0, [.. results]);
    }

    private int PositionOf(VariableSymbol variable) => _loops.FindIndex(loop => loop.Index == variable);

    // The least and the greatest value of a sum are at corners of the domain.
    private bool IsInside(LinearForm form, ShapeExpr extent)
    {
        if (form.SingleIndex is { } alone) return _loops[alone].Extent == extent;
        Polynomial? least = form.Constant, greatest = form.Constant;
        for (var i = 0; i < Count; i++)
        {
            if (form.Factors[i] == 0) continue;
            var reach = Exact(_loops[i].Extent) is { } count ? (count - 1) * form.Factors[i] : null;
            if (form.Factors[i] > 0) greatest = Polynomial.Combine('+', greatest, reach);
            else least = Polynomial.Combine('+', least, reach);
        }

        return least?.Value >= 0 && Polynomial.Combine('-', Exact(extent), greatest) is { Value: >= 1 };
    }

    // A quotient is rounded: it is no product with a fraction.
    private static Polynomial? Exact(ShapeExpr formula) => HasQuotient(formula) ? null : Polynomial.Of(formula);

    private static bool HasQuotient(ShapeExpr formula) =>
        formula is ShapeExpr.Binary(var op, var left, var right) && (op is '/' or '%' || HasQuotient(left) || HasQuotient(right));
}
