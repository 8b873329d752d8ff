using System;

namespace Weft.IR;

/// <summary>Folds operations: by what they know of themselves, then by what their traits say.</summary>
public static class Folding
{
    /// <summary>The constant that a value is, or null.</summary>
    public static Attribute? ConstantOf(Value value) => value.Def switch
    {
        ConstantOp constant => constant.Value,
        IFold op when ((Operation)op).Info.Has(OpTraits.ConstantLike) => op.Fold([]).Constant,
        _ => null,
    };

    /// <summary>Whether operations of the class may fold at all.</summary>
    public static bool CanFold(Operation op) => op is IFold or ICast || op.Info.HasFoldingTrait;

    /// <summary>Folds an operation as far as its operands are constants.</summary>
    public static FoldResult Fold(Operation op)
    {
        var constants = new Attribute?[op.OperandSlots.Length];
        for (var i = 0; i < constants.Length; i++) constants[i] = ConstantOf(op.Operands[i]);
        return Fold(op, constants);
    }

    /// <summary>Folds an operation whose operands have these constant values (null where not known).</summary>
    public static FoldResult Fold(Operation op, ReadOnlySpan<Attribute?> constants)
    {
        var known = op is IFold foldable ? foldable.Fold(constants) : default;
        if (known.Value is { } value && ReferenceEquals(value, op.Results[0])) known = FoldResult.InPlace;
        if (!known.IsNone && !known.IsInPlace) return known;
        var byTraits = FoldByTraits(op, constants);
        return byTraits.IsNone ? known : byTraits;
    }

    private static FoldResult FoldByTraits(Operation op, ReadOnlySpan<Attribute?> constants)
    {
        // cast(x) to its own type -> x
        if (op is ICast && op.Operands[0].Type == op.Results[0].Type) return op.Operands[0];
        if (op.Info.Has(OpTraits.Commutative) && ConstantsToRight(op, constants)) return FoldResult.InPlace;
        if (op.Info.Has(OpTraits.Idempotent)) return Idempotent(op);
        // op(op(x)) -> x
        if (!op.Info.Has(OpTraits.Involution) || op.Operands[0].Def is not { } inner || inner.Info != op.Info) return default;
        return inner.Operands[0];
    }

    // op(c, x) -> op(x, c); the others keep their order.
    private static bool ConstantsToRight(Operation op, ReadOnlySpan<Attribute?> constants)
    {
        var (first, last) = (constants.Length, -1);
        for (var i = constants.Length - 1; i >= 0; i--)
        {
            if (constants[i] is not null) first = i;
            else if (last < 0) last = i;
        }

        if (first > last) return false;
        var operands = new Value[constants.Length];
        var next = 0;
        for (var i = 0; i < operands.Length; i++)
            if (constants[i] is null) operands[next++] = op.Operands[i];
        for (var i = 0; i < operands.Length; i++)
            if (constants[i] is not null) operands[next++] = op.Operands[i];
        for (var i = 0; i < operands.Length; i++) op.SetOperand(i, operands[i]);
        return true;
    }

    // op(op(x)) -> op(x); op(x, x) -> x
    private static FoldResult Idempotent(Operation op) => op.OperandSlots.Length == 1
        ? op.Operands[0].Def is { } inner && inner.Info == op.Info ? op.Operands[0] : default(FoldResult)
        : op.Operands[0] == op.Operands[1] ? op.Operands[0] : default(FoldResult);
}
