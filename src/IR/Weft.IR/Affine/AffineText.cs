using System;
using System.Text;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Affine maps, sets and expressions as MLIR prints them.</summary>
/// <param name="text">Takes the text.</param>
/// <param name="leaf">Writes a dimension or symbol.</param>
internal sealed class AffineText(Action<string> text, Action<AffineExpr> leaf)
{
    public static string ToText(AffineExpr expr) => Write(writer => writer.Expr(expr));

    public static string ToText(AffineMap map) => Write(writer =>
    {
        writer.Space(map.DimCount, map.SymbolCount);
        writer.Text(" -> (");
        writer.List(map.Results, writer.Expr);
        writer.Text(")");
    });

    public static string ToText(IntegerSet set) => Write(writer =>
    {
        writer.Space(set.DimCount, set.SymbolCount);
        writer.Text(" : (");
        writer.List(set.Constraints, row =>
        {
            writer.Expr(row.Expr);
            writer.Text(row.IsEquality ? " == 0" : " >= 0");
        });
        writer.Text(")");
    });

    /// <summary>Expressions separated by commas.</summary>
    public void List<T>(Sequence<T> items, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text(", ");
            write(items[i]);
        }
    }

    public void Expr(AffineExpr expr) => Expr(expr, tight: false);

    private void Text(string part) => text(part);

    private static string Write(Action<AffineText> write)
    {
        var text = new StringBuilder();
        write(new AffineText(
            part => text.Append(part),
            leaf => text.Append(leaf is AffineDim d ? $"d{d.Position}" : $"s{((AffineSymbol)leaf).Position}")));
        return text.ToString();
    }

    private void Space(int dims, int symbols)
    {
        text("(");
        for (var i = 0; i < dims; i++) text((i == 0 ? "d" : ", d") + NumberText.Of(i));
        text(")");
        if (symbols == 0) return;
        text("[");
        for (var i = 0; i < symbols; i++) text((i == 0 ? "s" : ", s") + NumberText.Of(i));
        text("]");
    }

    /// <param name="tight">Inside a product or quotient: sums and further operators need parentheses.</param>
    private void Expr(AffineExpr expr, bool tight)
    {
        switch (expr)
        {
            case AffineConstant c: text(NumberText.Of(c.Value)); return;
            case AffineDim or AffineSymbol: leaf(expr); return;
        }

        var binary = (AffineBinary)expr;
        if (tight) text("(");
        if (binary.Operator == AffineKind.Add) Sum(binary);
        else Product(binary);
        if (tight) text(")");
    }

    private void Product(AffineBinary binary)
    {
        // x * -1 -> -x
        if (binary is { Operator: AffineKind.Mul, Right: AffineConstant { Value: -1 } })
        {
            text("-");
            Expr(binary.Left, tight: true);
            return;
        }

        Expr(binary.Left, tight: true);
        text(binary.Operator switch
        {
            AffineKind.Mul => " * ",
            AffineKind.Mod => " mod ",
            AffineKind.FloorDiv => " floordiv ",
            _ => " ceildiv ",
        });
        Expr(binary.Right, tight: true);
    }

    private void Sum(AffineBinary sum)
    {
        Expr(sum.Left, tight: false);
        switch (sum.Right)
        {
            // x + y * -1 -> x - y; the subtracted part is wrapped when it is a sum itself
            case AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant { Value: -1 } } negated:
                text(" - ");
                Expr(negated.Left, tight: negated.Left is AffineBinary { Operator: AffineKind.Add });
                return;
            // x + y * -c -> x - y * c
            case AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant { Value: < -1 } c } scaled:
                text(" - ");
                Expr(scaled.Left, tight: true);
                text(" * " + NumberText.Of(-c.Value));
                return;
            case AffineConstant { Value: < 0 } c:
                text(" - " + NumberText.Of(-c.Value));
                return;
            default:
                text(" + ");
                Expr(sum.Right, tight: false);
                return;
        }
    }
}
