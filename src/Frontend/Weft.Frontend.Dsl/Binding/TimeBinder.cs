using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// <c>time t in 0..steps { u'[i] = f(u[i-1], u[i+1]) }</c>: each turn makes <c>u'</c> from <c>u</c>, which is <c>u</c> in the next.
/// Elements that a turn does not write stay as they are.
/// </summary>
/// <remarks>Two arrays take turns: the loop holds the body twice, from the one to the other and back, so that nothing is copied in
/// between; a last turn without a second one stands behind it, so that the loop knows no conditions. A body that writes other elements in
/// each turn starts with a copy.</remarks>
internal sealed class TimeBinder(StatementBinder statements, ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundStatement? Bind(TimeSyntax syntax)
    {
        if (_context.Kind != BodyKind.Kernel) return Refuse(syntax, DslDiagnostics.TimePlace, "");
        if (_context.InTimeLoop || _context.InParallelLoop)
            return Refuse(syntax, DslDiagnostics.TimePlace, ", outside of other time loops and of parallel loops");
        if (syntax.Range.Step is { } step) return Refuse(step, DslDiagnostics.TimeStep);
        var location = _context.LocationOf(syntax);
        var (lower, upper) = (Hold("start", syntax.Range.Lower, location), Hold("end", syntax.Range.Upper, location));
        var before = _context.Diagnostics.Bag.ErrorCount;
        Dictionary<string, Pair> pairs = [];
        var index = new VariableSymbol(
            syntax.Range.Index.Text, new ScalarType(ElementType.Index), VariableKind.Index, _context.LocationOf(syntax.Range.Index));
        _context.Diagnostics.Names.Declare(syntax.Range.Index, index);
        var forth = Body(syntax, index, name => Make(name, pairs, location));
        var second = new VariableSymbol(index.Name, index.Type, VariableKind.Let, index.Location);
        var back = Body(syntax, second, name => Swapped(name, pairs));
        if (lower is null || upper is null || _context.Diagnostics.Bag.ErrorCount > before) return null;
        if (pairs.Count == 0) return Refuse(syntax.Range.Index, DslDiagnostics.TimeWithoutPrime);
        return Loop(index, second, lower, upper, forth, back, pairs, location);
    }

    private BoundBlock Body(TimeSyntax syntax, VariableSymbol index, Func<string, VariableSymbol?> provide) =>
        _context.InNewScope(
            () =>
            {
                if (_context.Scope.TryFind(index.Name, out _)) _context.Declare(syntax.Range.Index, index.Type, index.Kind);
                _context.Scope.Add(index);
                return _context.InLoop(new(LoopKind.Time, 0), () => statements.BindBlock(syntax.Body));
            },
            provide);

    private BoundBlock Loop(
        VariableSymbol index,
        VariableSymbol second,
        BoundExpression lower,
        BoundExpression upper,
        BoundBlock forth,
        BoundBlock back,
        Dictionary<string, Pair> pairs,
        Location location)
    {
        var all = pairs.Values.SelectMany(pair => pair.Leaves).ToList();
        foreach (var (now, other) in all)
        {
            _context.Pending!.Add(new BoundDeclaration(other, null, location));
            _context.Pending.Add(ArrayCopy.Of(now, other, location));
        }

        var copies = !EvenWrites.Of(forth, all.Select(pair => pair.Next), index);
        if (copies)
        {
            forth = new([.. all.Select(pair => ArrayCopy.Of(pair.Now, pair.Next, location)), forth], location);
            back = new([.. all.Select(pair => ArrayCopy.Of(pair.Next, pair.Now, location)), back], location);
        }

        // lower + 2 * pair, and the one behind.
        var pair = new VariableSymbol(index.Name, index.Type, VariableKind.Index, location);
        var count = Binary(BinaryOperator.Divide, Binary(BinaryOperator.Subtract, upper, lower), Number(2, location));
        var half = Hold("pairs", count, location);
        BoundBlock body = new(
            [
                At(new BoundVariable(pair, location)), forth,
                new BoundDeclaration(second, Binary(BinaryOperator.Add, new BoundVariable(index, location), Number(1, location)), location),
                back,
            ],
            location);
        // After an odd number of turns the result is in the other array.
        BoundBlock last = new([forth, .. all.Select(pair => ArrayCopy.Of(pair.Next, pair.Now, location))], location);
        var isOdd = new BoundBinary(
            BinaryOperator.Less, new BoundVariable(index, location), upper, new ScalarType(ElementType.Bool), location);
        return new(
            [
                new BoundFor(pair, Number(0, location), half, Number(1, location), LoopKind.Time, body, location), At(half),
                new BoundIf(isOdd, last, null, location),
            ],
            location);

        BoundDeclaration At(BoundExpression turn) => new(
            index, Binary(BinaryOperator.Add, lower, Binary(BinaryOperator.Multiply, turn, Number(2, location))), location);

        BoundBinary Binary(BinaryOperator operation, BoundExpression left, BoundExpression right) =>
            new(operation, left, right, index.Type, location);
    }

    /// <summary>The other array of a pair, made where it is first named.</summary>
    private VariableSymbol? Make(string name, Dictionary<string, Pair> pairs, Location location)
    {
        if (!name.EndsWith('\'')) return null;
        if (pairs.TryGetValue(name[..^1], out var known)) return known.Next;
        if (!_context.Scope.TryFind(name[..^1], out var now) || !now.IsArray || !now.IsWritable) return null;
        var next = VariableSymbol.Of(name, now.Type, VariableKind.Var, location);
        pairs[now.Name] = new(now, next);
        return next;
    }

    private static VariableSymbol? Swapped(string name, Dictionary<string, Pair> pairs) =>
        pairs.TryGetValue(name, out var now) ? now.Next
        : name.EndsWith('\'') && pairs.TryGetValue(name[..^1], out var next) ? next.Now
        : null;

    private BoundVariable? Hold(string name, ExpressionSyntax? syntax, Location location) =>
        syntax is null || expressions.BindIndex(syntax) is not (var value and not BoundError) ? null : Hold(name, value, location);

    private BoundVariable Hold(string name, BoundExpression value, Location location)
    {
        var variable = new VariableSymbol(name, value.Type, VariableKind.Let, location);
        _context.Pending!.Add(new BoundDeclaration(variable, value, location));
        return new(variable, location);
    }

    private static BoundLiteral Number(long value, Location location) => new(Constant.Index(value), location);

    private BoundStatement? Refuse(SyntaxNode at, DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        expressions.Fail(at, descriptor, arguments);
        return null;
    }

    private sealed record Pair(VariableSymbol Now, VariableSymbol Next)
    {
        public IEnumerable<Pair> Leaves => Now.Leaves.Zip(Next.Leaves, (now, next) => new Pair(now, next));
    }
}
