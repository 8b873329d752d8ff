using Weft.Frontend.Dsl.Analysis;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// Proves that turns of parallel loops of a workflow write different parts: for each index there is a dimension in which all parts of a
/// turn end before those of the next begin, or begin after those end. From one turn to the next, that holds for any two. A part ends
/// behind its begin, or the workflow stops there.
/// </summary>
internal sealed class PartsAnalysis
{
    private readonly FanOutNest _nest;
    private readonly Dictionary<VariableSymbol, BoundExpression> _locals;

    private PartsAnalysis(FanOutNest nest)
    {
        _nest = nest;
        _locals = nest.Body.Statements.OfType<BoundDeclaration>()
            .Where(local => local is { Initializer: not null, Variable.Kind: VariableKind.Let })
            .ToDictionary(local => local.Variable, local => local.Initializer!);
    }

    /// <summary>Reports arrays of which parts might overlap.</summary>
    /// <param name="own">The arrays that each turn has for itself.</param>
    public static void Check(FanOutNest nest, IReadOnlySet<VariableSymbol> own, BindingDiagnostics diagnostics)
    {
        var analysis = new PartsAnalysis(nest);
        foreach (var stores in nest.Body.Statements.OfType<BoundSliceStore>().GroupBy(store => store.Array))
        {
            if (own.Contains(stores.Key)) continue;
            var parts = stores.ToList();
            if (nest.Loops.FirstOrDefault(loop => !analysis.IsSeparated(loop, parts)) is { } loop)
                diagnostics.Report(DslDiagnostics.FanOutOverlap, parts[^1].Location, stores.Key.Name, loop.Index.Name);
        }
    }

    private bool IsSeparated(BoundFor loop, List<BoundSliceStore> parts) =>
        Enumerable.Range(0, parts[0].Subscripts.Length).Any(dimension =>
        {
            List<BoundSubscript> subscripts = parts.ConvertAll(part => part.Subscripts[dimension]);
            var pairs = subscripts.SelectMany(_ => subscripts, (now, next) => (Now: now, Next: next)).ToList();
            return pairs.TrueForAll(pair => IsAtLeast(Lower(pair.Next, loop, isNext: true), Upper(pair.Now, loop, isNext: false)))
                || pairs.TrueForAll(pair => IsAtLeast(Lower(pair.Now, loop, isNext: false), Upper(pair.Next, loop, isNext: true)));
        });

    // Whatever the extents are, which are not negative.
    private static bool IsAtLeast(Polynomial? large, Polynomial? small) =>
        large is not null && small is not null && (large - small).IsNeverNegative(name => name.StartsWith(Extent));

    private Polynomial? Lower(BoundSubscript part, BoundFor loop, bool isNext) => Formula(part.Lower, loop, isNext);

    private Polynomial? Upper(BoundSubscript part, BoundFor loop, bool isNext) =>
        part.Upper is { } upper ? Formula(upper, loop, isNext) : Formula(part.Lower, loop, isNext) is { } only ? only + 1 : null;

    // Extents are told from other numbers by a character that no name has.
    private const char Extent = '#';

    /// <summary>What a subscript is in a turn of the loop, or in the next; null where that is not a sum of products, or where another of
    /// the nest's indices changes it, too.</summary>
    private Polynomial? Formula(BoundExpression expression, BoundFor loop, bool isNext)
    {
        switch (expression)
        {
            case BoundLiteral { Value.Kind.IsInteger: true } literal:
                return (double)literal.Value.Integer;
            case BoundVariable { Variable: var variable } when variable == loop.Index:
                return isNext ? Polynomial.Combine('+', Polynomial.Symbol(variable.Name), Formula(loop.Step, loop, isNext: false))
                    : Polynomial.Symbol(variable.Name);
            case BoundVariable { Variable: var variable } when _locals.TryGetValue(variable, out var value):
                return Formula(value, loop, isNext);
            case BoundVariable { Variable: { Kind: VariableKind.ShapeSymbol, Name: var name } }:
                return Polynomial.Symbol(Extent + name);
            case BoundVariable { Variable: var variable } when IsFixed(variable):
                return Polynomial.Symbol(variable.Name);
            case BoundExtent { Array.Type: ArrayType array, Dimension: var axis }:
                return array.Dimensions[axis] switch
                {
                    ShapeExpr.Literal literal => (double)literal.Value,
                    ShapeExpr.Symbol symbol => Polynomial.Symbol(Extent + symbol.Name),
                    _ => null,
                };
            case BoundBinary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary:
                var sign = binary.Operator switch { BinaryOperator.Add => '+', BinaryOperator.Subtract => '-', _ => '*' };
                return Polynomial.Combine(sign, Formula(binary.Left, loop, isNext), Formula(binary.Right, loop, isNext));
            case BoundConversion { Operand: BoundVariable or BoundLiteral } conversion:
                return Formula(conversion.Operand, loop, isNext);
            default:
                return null;
        }
    }

    // Nothing outside changes while turns run; what a turn declares may differ from that of the next.
    private bool IsFixed(VariableSymbol variable) =>
        !_nest.Loops.Any(loop => loop.Index == variable)
        && !_nest.Body.Statements.Any(statement => statement is BoundDeclaration local && local.Variable == variable
            || (statement is BoundKernelCall call && call.Declared.Contains(variable)));
}
