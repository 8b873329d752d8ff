using System.Collections.Concurrent;
using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>What the bodies of a program's funcs say about their calls.</summary>
internal sealed class FuncTable(IEnumerable<BoundFunc> funcs)
{
    private readonly Dictionary<FuncSymbol, BoundBlock> _bodies = funcs.ToDictionary(func => func.Symbol, func => func.Body);
    private readonly ConcurrentDictionary<FuncSymbol, bool> _plain = [];

    /// <summary>Whether a call is no more than its arithmetic: it cannot stop the program and takes no loop.</summary>
    public bool IsPlain(FuncSymbol func) => _plain.GetOrAdd(func, symbol => !ObstacleSearch.Finds(_bodies[symbol], this));

    /// <summary>Whether an expression, apart from its operands and elements, may stop the program or takes loops.</summary>
    public bool IsObstacle(BoundExpression expression) => expression switch
    {
        BoundReduction or BoundFoldResult => true,
        BoundResult { Call.Callee: var callee } => !IsPlain(callee),
        BoundBinary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Kind.IsFloat: false, Right: var divisor } =>
            divisor is not BoundLiteral { Value.Integer: var number } || number <= 0,
        _ => false,
    };

    /// <summary>Of a func that does no more than add or multiply the floats of its two arguments, each with its counterpart: the
    /// operators. Empty for others.</summary>
    public ImmutableArray<BinaryOperator> OperatorsOf(FuncSymbol join)
    {
        if (_bodies[join] is not { Statements: [BoundReturn { Values: var values }] }) return [];
        var (first, second) = (join.Parameters[..values.Length], join.Parameters[values.Length..]);
        var operators = values.Select((value, i) => OperatorOf(value, first[i], second[i])).ToList();
        return operators.Contains(null) ? [] : [.. operators.OfType<BinaryOperator>()];
    }

    private static BinaryOperator? OperatorOf(BoundExpression value, VariableSymbol first, VariableSymbol second) =>
        value is BoundBinary { Kind.IsFloat: true, Operator: BinaryOperator.Add or BinaryOperator.Multiply } both
        && both.Left is BoundVariable left && left.Variable == first && both.Right is BoundVariable right && right.Variable == second
            ? both.Operator : null;

    private sealed class ObstacleSearch(FuncTable table) : BoundWalker
    {
        private bool _found;

        public static bool Finds(BoundBlock body, FuncTable table)
        {
            var search = new ObstacleSearch(table);
            search.Visit(body);
            return search._found;
        }

        public override void Visit(BoundStatement statement)
        {
            _found |= statement is BoundFor or BoundWhile or BoundAssert;
            base.Visit(statement);
        }

        public override void Visit(BoundExpression expression)
        {
            // An element may be out of range.
            _found |= expression is BoundElement || table.IsObstacle(expression);
            base.Visit(expression);
        }
    }
}
