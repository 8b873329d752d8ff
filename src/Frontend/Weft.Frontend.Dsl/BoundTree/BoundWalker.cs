using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>Visits every node of a bound tree, in the order of evaluation. A subclass overrides what it looks for.</summary>
public abstract class BoundWalker
{
    public virtual void Visit(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block: VisitAll(block.Statements); break;
            case BoundDeclaration { Initializer: { } value }: Visit(value); break;
            case BoundAssignment assignment: VisitAssignment(assignment); break;
            case BoundStore store: VisitStore(store); break;
            case BoundSliceStore store: VisitSliceStore(store); break;
            case BoundFor loop: VisitFor(loop); break;
            case BoundWhile loop: VisitWhile(loop); break;
            case BoundIf branch: VisitIf(branch); break;
            case BoundReturn exit: VisitAll(exit.Values.AsSpan()); break;
            case BoundAssert assert: Visit(assert.Condition); break;
            case BoundKernelCall call: VisitKernelCall(call); break;
        }
    }

    public virtual void Visit(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundVariable variable: VisitVariable(variable); break;
            case BoundElement element: VisitElement(element); break;
            case BoundSlice slice: VisitSlice(slice); break;
            case BoundUnary unary: Visit(unary.Operand); break;
            case BoundConversion conversion: Visit(conversion.Operand); break;
            case BoundBinary binary: VisitAll([binary.Left, binary.Right]); break;
            case BoundLogical logical: VisitLogical(logical); break;
            case BoundConditional conditional: VisitConditional(conditional); break;
            case BoundMath math: VisitAll(math.Arguments.AsSpan()); break;
            case BoundResult result: VisitAll(result.Call.Arguments.AsSpan()); break;
            case BoundFoldResult result: VisitFold(result.Fold); break;
            case BoundReduction reduction: VisitReduction(reduction); break;
        }
    }

    protected void VisitAll(ImmutableArray<BoundStatement> statements)
    {
        foreach (var statement in statements) Visit(statement);
    }

    protected void VisitAll(ReadOnlySpan<BoundExpression> expressions)
    {
        foreach (var expression in expressions) Visit(expression);
    }

    protected void VisitAll(IEnumerable<BoundExpression> expressions)
    {
        foreach (var expression in expressions) Visit(expression);
    }

    protected virtual void VisitVariable(BoundVariable variable)
    {
    }

    protected virtual void VisitElement(BoundElement element) => VisitAll(element.Subscripts.AsSpan());

    protected virtual void VisitSlice(BoundSlice slice) => VisitAll(slice.Subscripts.SelectMany(Bounds));

    protected virtual void VisitSliceStore(BoundSliceStore store)
    {
        VisitAll(store.Subscripts.SelectMany(Bounds));
        Visit(store.Value);
    }

    /// <summary>The expressions of a subscript.</summary>
    protected static IEnumerable<BoundExpression> Bounds(BoundSubscript subscript) =>
        subscript.Upper is { } upper ? [subscript.Lower, upper] : [subscript.Lower];

    protected virtual void VisitLogical(BoundLogical logical) => VisitAll([logical.Left, logical.Right]);

    protected virtual void VisitConditional(BoundConditional conditional) =>
        VisitAll([conditional.Condition, conditional.WhenTrue, conditional.WhenFalse]);

    protected virtual void VisitReduction(BoundReduction reduction)
    {
        VisitRanges(reduction.Ranges, reduction.Condition);
        Visit(reduction.Body);
    }

    protected virtual void VisitFold(BoundFold fold)
    {
        VisitAll(fold.Initial.AsSpan());
        VisitRanges(fold.Ranges, fold.Condition);
        VisitAll(fold.Body.AsSpan());
    }

    private void VisitRanges(ImmutableArray<BoundRange> ranges, BoundExpression? condition)
    {
        foreach (var range in ranges) VisitAll([range.Lower, range.Upper]);
        if (condition is not null) Visit(condition);
    }

    protected virtual void VisitAssignment(BoundAssignment assignment) => Visit(assignment.Value);

    protected virtual void VisitStore(BoundStore store)
    {
        VisitAll(store.Subscripts.AsSpan());
        Visit(store.Value);
    }

    protected virtual void VisitFor(BoundFor loop)
    {
        VisitAll([loop.Lower, loop.Upper, loop.Step]);
        Visit(loop.Body);
    }

    protected virtual void VisitWhile(BoundWhile loop)
    {
        Visit(loop.Condition);
        Visit(loop.Body);
    }

    protected virtual void VisitIf(BoundIf branch)
    {
        Visit(branch.Condition);
        Visit(branch.Then);
        if (branch.Else is { } otherwise) Visit(otherwise);
    }

    protected virtual void VisitKernelCall(BoundKernelCall call) => VisitAll(call.Arguments.AsSpan());
}
