using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>
/// Brings expressions into <see cref="LinearForm"/>. A quotient, and what is not affine, becomes a local: a further input that stands
/// for it; equal ones share a local. <c>x mod c</c> is <c>x - c * (x floordiv c)</c>.
/// </summary>
public sealed class AffineFlattener(int dims, int symbols)
{
    private readonly List<Local> _locals = [];

    /// <summary>What a local stands for. A quotient knows its parts: <c>Dividend floordiv Divisor</c>; others have none.</summary>
    public sealed record Local(AffineExpr Expr, LinearForm? Dividend, long Divisor);

    public IReadOnlyList<Local> Locals => _locals;

    private int Inputs => dims + symbols;

    /// <summary>Null where a divisor is not positive.</summary>
    public LinearForm? Flatten(AffineExpr expr)
    {
        switch (expr)
        {
            case AffineConstant c: return LinearForm.Zero(Inputs) with { Constant = c.Value };
            case AffineDim d: return LinearForm.Input(Inputs, d.Position);
            case AffineSymbol s: return LinearForm.Input(Inputs, dims + s.Position);
        }

        var binary = (AffineBinary)expr;
        if (Flatten(binary.Left) is not { } left || Flatten(binary.Right) is not { } right) return null;
        if (binary.Operator == AffineKind.Add) return left + right;
        if (binary.Right is not AffineConstant)
            return NewLocal(AffineSimplifier.Combine(binary.Operator, ToExpr(left), ToExpr(right)), null, 0);
        if (binary.Operator == AffineKind.Mul) return left * right.Constant;
        if (right.Constant <= 0) return null;
        return binary.Operator == AffineKind.Mod ? Modulo(left, right.Constant) : Quotient(binary.Operator, left, right.Constant);
    }

    /// <summary>The expression of a form, terms in the order of the inputs.</summary>
    public AffineExpr ToExpr(LinearForm form)
    {
        var sum = AffineExpr.Constant(0);
        for (var i = 0; i < Inputs; i++)
            if (form.Inputs[i] != 0) sum += Leaf(i) * form.Inputs[i];
        for (var i = 0; i < form.Locals.Count; i++)
            if (form.Locals[i] != 0) sum += _locals[i].Expr * form.Locals[i];
        return form.Constant == 0 ? sum : sum + form.Constant;
    }

    /// <summary>As <see cref="ToExpr"/>, with products of inputs beside the input of their first factor.</summary>
    public AffineExpr ToSemiAffineExpr(LinearForm form)
    {
        var terms = new List<(int Key, int Order, AffineExpr Expr, long Factor)>();
        var last = Math.Max(dims, symbols);
        for (var i = 0; i < Inputs; i++)
            if (form.Inputs[i] != 0) terms.Add((i < dims ? i : i - dims, i < dims ? -1 : last, Leaf(i), form.Inputs[i]));
        var rest = new List<int>();
        for (var i = 0; i < form.Locals.Count; i++)
        {
            if (form.Locals[i] == 0) continue;
            if (KeyOf(_locals[i].Expr, last) is var (key, order)) terms.Add((key, order, _locals[i].Expr, form.Locals[i]));
            else rest.Add(i);
        }

        var sum = AffineExpr.Constant(0);
        foreach (var term in terms.OrderBy(t => t.Key).ThenBy(t => t.Order)) sum += term.Expr * term.Factor;
        foreach (var i in rest) sum += _locals[i].Expr * form.Locals[i];
        return form.Constant == 0 ? sum : sum + form.Constant;
    }

    // By the first factor's number, then the second's; null for what has a factor that is no input.
    private static (int Key, int Order)? KeyOf(AffineExpr expr, int last) => expr switch
    {
        AffineBinary { Left: AffineDim d, Right: AffineConstant } => (d.Position, -1),
        AffineBinary { Left: AffineSymbol s, Right: AffineConstant } => (s.Position, last),
        AffineBinary { Left: AffineDim d, Right: AffineSymbol s } => (d.Position, s.Position),
        AffineBinary { Left: AffineSymbol a, Right: AffineSymbol b } => (a.Position, b.Position),
        _ => null,
    };

    private AffineExpr Leaf(int input) => input < dims ? AffineExpr.Dim(input) : AffineExpr.Symbol(input - dims);

    private LinearForm Modulo(LinearForm left, long modulus)
    {
        if (left.Terms.All(term => term % modulus == 0)) return LinearForm.Zero(Inputs);
        var divisor = left.DivisorWith(modulus);
        var dividend = left.Map(term => term / divisor);
        var quotient = NewLocal(ToExpr(dividend).FloorDiv(AffineExpr.Constant(modulus / divisor)), dividend, modulus / divisor);
        return left + (quotient * -modulus);
    }

    private LinearForm Quotient(AffineKind kind, LinearForm left, long divisor)
    {
        var common = left.DivisorWith(divisor);
        left = left.Map(term => term / common);
        divisor /= common;
        if (divisor == 1) return left;
        var dividend = kind == AffineKind.FloorDiv ? left : left with { Constant = left.Constant + divisor - 1 };
        return NewLocal(AffineSimplifier.Combine(kind, ToExpr(left), AffineExpr.Constant(divisor)), dividend, divisor);
    }

    private LinearForm NewLocal(AffineExpr expr, LinearForm? dividend, long divisor)
    {
        var index = _locals.FindIndex(local => local.Expr == expr);
        if (index >= 0) return LinearForm.Local(Inputs, index);
        _locals.Add(new(expr, dividend, divisor));
        return LinearForm.Local(Inputs, _locals.Count - 1);
    }
}
