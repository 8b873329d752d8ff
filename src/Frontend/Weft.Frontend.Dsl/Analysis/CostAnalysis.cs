using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Analysis;

/// <summary>
/// Counts operations and accesses. A loop multiplies what is in it by its turns; where bounds depend on an index outside, the index
/// counts as the middle of its range. Both sides of a branch count, and one turn of a <c>while</c>. Called kernels do not.
/// </summary>
public sealed class CostAnalysis : BoundWalker
{
    private readonly Dictionary<VariableSymbol, Polynomial> _middles = [];
    private Polynomial _turns = 1;
    private Polynomial _flops = Polynomial.Zero;
    private Polynomial _read = Polynomial.Zero;
    private Polynomial _written = Polynomial.Zero;
    private bool _isExact = true;

    private CostAnalysis()
    {
    }

    private Cost Result => new(_flops, _read, _written, _isExact);

    public static Cost Of(BoundKernel kernel)
    {
        var analysis = new CostAnalysis();
        analysis.Visit(kernel.Body);
        return analysis.Result;
    }

    /// <summary>The cost of the loop that starts at a place, or null when none does there.</summary>
    public static Cost? OfLoop(BoundProgram program, string path, int line, int column)
    {
        var finder = new LoopFinder(Location.At(path, line, column));
        foreach (var kernel in program.Kernels) finder.Visit(kernel.Body);
        if (finder.Found is not { } loop) return null;
        var analysis = new CostAnalysis();
        analysis.Visit(loop);
        return analysis.Result;
    }

    public override void Visit(BoundExpression expression)
    {
        if (expression.Type is ScalarType { Kind.IsFloat: true }) _flops += _turns * Operations(expression);
        base.Visit(expression);
    }

    protected override void VisitElement(BoundElement element)
    {
        _read += _turns * element.Array.Element.ByteSize;
        base.VisitElement(element);
    }

    protected override void VisitStore(BoundStore store)
    {
        _written += _turns * store.Array.Element.ByteSize;
        base.VisitStore(store);
    }

    protected override void VisitFor(BoundFor loop)
    {
        VisitAll([loop.Lower, loop.Upper, loop.Step]);
        Repeated(loop.Index, loop.Lower, loop.Upper, loop.Step, () => Visit(loop.Body));
    }

    protected override void VisitReduction(BoundReduction reduction) => Ranges(reduction.Ranges, 0, () =>
    {
        if (reduction.Condition is { } condition) Visit(condition);
        Visit(reduction.Body);
        var combines = reduction.Reduction is ReductionKind.Sum or ReductionKind.Prod or ReductionKind.Mean;
        if (combines && reduction.Body.Type is ScalarType { Kind.IsFloat: true }) _flops += _turns;
    });

    protected override void VisitFold(BoundFold fold)
    {
        VisitAll(fold.Initial.AsSpan());
        Ranges(fold.Ranges, 0, () => VisitAll(fold.Body.AsSpan()));
    }

    protected override void VisitWhile(BoundWhile loop)
    {
        _isExact = false;
        base.VisitWhile(loop);
    }

    protected override void VisitIf(BoundIf branch)
    {
        _isExact = false;
        base.VisitIf(branch);
    }

    protected override void VisitConditional(BoundConditional conditional)
    {
        _isExact = false;
        base.VisitConditional(conditional);
    }

    private static double Operations(BoundExpression expression) => expression switch
    {
        BoundMath { Function: MathFunction.Fma } => 2,
        BoundBinary or BoundMath or BoundUnary => 1,
        _ => 0,
    };

    private void Ranges(ImmutableArray<BoundRange> ranges, int position, Action inside)
    {
        if (position == ranges.Length)
        {
            inside();
            return;
        }

        var (index, lower, upper) = ranges[position];
        VisitAll([lower, upper]);
        Repeated(index, lower, upper, null, () => Ranges(ranges, position + 1, inside));
    }

    private void Repeated(VariableSymbol index, BoundExpression lower, BoundExpression upper, BoundExpression? step, Action inside)
    {
        var (from, to, by) = (Formula(lower), Formula(upper), step is null ? 1 : Formula(step)?.Value);
        if (from is null || to is null || by is null or 0) _isExact = false;
        var outer = _turns;
        if (from is not null && to is not null && by is { } stride and not 0)
        {
            _turns *= (to - from) * (1 / stride);
            _middles[index] = (from + to - 1) * 0.5;
        }

        inside();
        _turns = outer;
    }

    /// <summary>A bound over extents; null where something else decides.</summary>
    private Polynomial? Formula(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundLiteral { Value.Kind.IsInteger: true } literal:
                return (double)literal.Value.Integer;
            case BoundVariable { Variable: { Kind: VariableKind.ShapeSymbol, Name: var name } }:
                return Polynomial.Symbol(name);
            case BoundVariable { Variable: var variable } when _middles.TryGetValue(variable, out var middle):
                _isExact &= middle.Value is not null;
                return middle;
            case BoundExtent { Array.Type: ArrayType array, Dimension: var axis }:
                return Polynomial.Of(array.Dimensions[axis]);
            case BoundBinary { Operator: var op } binary when Sign(op) is { } sign:
                return Polynomial.Combine(sign, Formula(binary.Left), Formula(binary.Right));
            default:
                return null;
        }
    }

    private static char? Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => '+',
        BinaryOperator.Subtract => '-',
        BinaryOperator.Multiply => '*',
        BinaryOperator.Divide => '/',
        _ => null,
    };

    private sealed class LoopFinder(Location at) : BoundWalker
    {
        public BoundStatement? Found { get; private set; }

        public override void Visit(BoundStatement statement)
        {
            if (Found is null && statement is BoundFor or BoundWhile && statement.Location == at) Found = statement;
            else base.Visit(statement);
        }
    }
}
