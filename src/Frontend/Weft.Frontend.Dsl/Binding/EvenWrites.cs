using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Whether a body writes the same elements of certain arrays each time it runs: its stores to them stand under no
/// condition, in loops with fixed bounds, at places made of their indices, and it reads none of them.</summary>
internal sealed class EvenWrites : BoundWalker
{
    private readonly HashSet<VariableSymbol> _arrays;
    private readonly VariableSymbol _time;
    private bool _isEven = true;
    private bool _mayDiffer;

    private EvenWrites(IEnumerable<VariableSymbol> arrays, VariableSymbol time) => (_arrays, _time) = ([.. arrays], time);

    /// <param name="time">The index of the time loop, which differs each time.</param>
    public static bool Of(BoundBlock body, IEnumerable<VariableSymbol> arrays, VariableSymbol time)
    {
        var walker = new EvenWrites(arrays, time);
        walker.Visit(body);
        return walker._isEven;
    }

    // What an element held before it is written differs between the two arrays.
    protected override void VisitElement(BoundElement element)
    {
        _isEven &= !_arrays.Contains(element.Array);
        base.VisitElement(element);
    }

    protected override void VisitStore(BoundStore store)
    {
        base.VisitStore(store);
        if (_arrays.Contains(store.Array)) _isEven &= !_mayDiffer && store.Subscripts.All(IsEven);
    }

    protected override void VisitKernelCall(BoundKernelCall call) =>
        _isEven &= !call.Arguments.OfType<BoundVariable>().Any(argument => _arrays.Contains(argument.Variable));

    protected override void VisitFor(BoundFor loop) =>
        Within(!IsEven(loop.Lower) || !IsEven(loop.Upper) || !IsEven(loop.Step) || ExitAnalysis.Of(loop.Body) != Exits.None, loop.Body);

    protected override void VisitWhile(BoundWhile loop)
    {
        Visit(loop.Condition);
        Within(true, loop.Body);
    }

    protected override void VisitIf(BoundIf branch)
    {
        Visit(branch.Condition);
        Within(true, branch.Then);
        if (branch.Else is { } otherwise) Within(true, otherwise);
    }

    private void Within(bool mayDiffer, BoundBlock body)
    {
        var outer = _mayDiffer;
        _mayDiffer |= mayDiffer;
        Visit(body);
        _mayDiffer = outer;
    }

    private bool IsEven(BoundExpression expression) => expression switch
    {
        BoundVariable { Variable: { Kind: VariableKind.Index } index } => index != _time,
        BoundBinary binary => IsEven(binary.Left) && IsEven(binary.Right),
        BoundConversion conversion => IsEven(conversion.Operand),
        _ => FixedValue.Is(expression),
    };
}
