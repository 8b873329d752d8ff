using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <param name="Indices">The parallel indices that a value was computed from.</param>
/// <param name="FromData">The value was read from an array, so that different indices may give the same.</param>
/// <param name="Folds">An operation that gives the same for several numbers was part of it, such as a division.</param>
internal sealed record Dependence(HashSet<VariableSymbol> Indices, bool FromData, bool Folds = false)
{
    public static Dependence None => new([], FromData: false);

    public Dependence And(Dependence other) =>
        new([.. Indices, .. other.Indices], FromData || other.FromData, Folds || other.Folds);
}

internal sealed class DependenceSearch(IReadOnlyDictionary<VariableSymbol, Dependence> locals) : BoundWalker
{
    public Dependence Result { get; private set; } = Dependence.None;

    public override void Visit(BoundExpression expression)
    {
        base.Visit(expression);
        var folds = expression is BoundConditional or BoundMath
            or BoundBinary { Operator: >= BinaryOperator.Divide and <= BinaryOperator.Or or BinaryOperator.ShiftRight }
            or BoundConversion { Target: not (ElementType.Index or ElementType.I64 or ElementType.U64) };
        if (folds && Result.Indices.Count > 0) Result = Result with { Folds = true };
    }

    protected override void VisitVariable(BoundVariable variable)
    {
        if (locals.TryGetValue(variable.Variable, out var known)) Result = Result.And(known);
    }

    protected override void VisitElement(BoundElement element)
    {
        base.VisitElement(element);
        Result = Result with { FromData = true };
    }
}
