using System;
using System.Text;

namespace Weft.IR;

/// <summary>Affine maps, sets and expressions as MLIR prints them.</summary>
internal static class AffineText
{
    public static string ToText(AffineExpr expr)
    {
        var text = new StringBuilder();
        Write(text, expr, tight: false);
        return text.ToString();
    }

    public static string ToText(AffineMap map)
    {
        var text = new StringBuilder();
        WriteSpace(text, map.DimCount, map.SymbolCount);
        text.Append(" -> (");
        WriteList(text, map.Results, static (t, e) => Write(t, e, tight: false));
        return text.Append(')').ToString();
    }

    public static string ToText(IntegerSet set)
    {
        var text = new StringBuilder();
        WriteSpace(text, set.DimCount, set.SymbolCount);
        text.Append(" : (");
        WriteList(text, set.Constraints, static (t, c) =>
        {
            Write(t, c.Expr, tight: false);
            t.Append(c.IsEquality ? " == 0" : " >= 0");
        });
        return text.Append(')').ToString();
    }

    private static void WriteSpace(StringBuilder text, int dims, int symbols)
    {
        text.Append('(');
        for (var i = 0; i < dims; i++) text.Append(i == 0 ? "d" : ", d").Append(i);
        text.Append(')');
        if (symbols == 0) return;
        text.Append('[');
        for (var i = 0; i < symbols; i++) text.Append(i == 0 ? "s" : ", s").Append(i);
        text.Append(']');
    }

    private static void WriteList<T>(StringBuilder text, Sequence<T> items, Action<StringBuilder, T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            write(text, items[i]);
        }
    }

    /// <param name="tight">Inside a product or quotient: sums and further operators need parentheses.</param>
    private static void Write(StringBuilder text, AffineExpr expr, bool tight)
    {
        switch (expr)
        {
            case AffineConstant c: text.Append(c.Value); return;
            case AffineDim d: text.Append('d').Append(d.Position); return;
            case AffineSymbol s: text.Append('s').Append(s.Position); return;
        }

        var binary = (AffineBinary)expr;
        if (tight) text.Append('(');
        if (binary.Operator == AffineKind.Add) WriteSum(text, binary);
        else WriteProduct(text, binary);
        if (tight) text.Append(')');
    }

    private static void WriteProduct(StringBuilder text, AffineBinary binary)
    {
        // x * -1 -> -x
        if (binary is { Operator: AffineKind.Mul, Right: AffineConstant { Value: -1 } })
        {
            text.Append('-');
            Write(text, binary.Left, tight: true);
            return;
        }

        Write(text, binary.Left, tight: true);
        text.Append(binary.Operator switch
        {
            AffineKind.Mul => " * ",
            AffineKind.Mod => " mod ",
            AffineKind.FloorDiv => " floordiv ",
            _ => " ceildiv ",
        });
        Write(text, binary.Right, tight: true);
    }

    private static void WriteSum(StringBuilder text, AffineBinary sum)
    {
        Write(text, sum.Left, tight: false);
        switch (sum.Right)
        {
            // x + y * -1 -> x - y; the subtracted part is wrapped when it is a sum itself
            case AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant { Value: -1 } } negated:
                text.Append(" - ");
                Write(text, negated.Left, tight: negated.Left is AffineBinary { Operator: AffineKind.Add });
                return;
            // x + y * -c -> x - y * c
            case AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant { Value: < -1 } c } scaled:
                text.Append(" - ");
                Write(text, scaled.Left, tight: true);
                text.Append(" * ").Append(-c.Value);
                return;
            case AffineConstant { Value: < 0 } c:
                text.Append(" - ").Append(-c.Value);
                return;
            default:
                text.Append(" + ");
                Write(text, sum.Right, tight: false);
                return;
        }
    }
}
