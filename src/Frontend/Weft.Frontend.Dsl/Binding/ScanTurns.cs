using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The scans of one assignment in index notation: they go along one free index, all the same way.</summary>
/// <param name="free">The free indices.</param>
/// <param name="target">The array that is assigned.</param>
/// <param name="scope">Knows the free indices.</param>
internal sealed class ScanTurns(IReadOnlyList<VariableSymbol> free, VariableSymbol target, Scope scope)
{
    private readonly List<BoundStatement> _before = [];
    private readonly List<BoundStatement> _turn = [];
    private bool _isDownward;

    public Scope Scope => scope;

    /// <summary>The index along which the scans go; null where there are none.</summary>
    public VariableSymbol? Limit { get; private set; }

    /// <summary>What literals become; null where records are assigned.</summary>
    public ElementType? Element => target.Type is ArrayType { Element: var element } ? element : null;

    public VariableSymbol? Find(string name) => free.FirstOrDefault(index => index.Name == name);

    /// <summary>False where another scan goes along another index, or the other way.</summary>
    public bool Follow(VariableSymbol limit, bool isDownward)
    {
        if (Limit is not null) return Limit == limit && _isDownward == isDownward;
        (Limit, _isDownward) = (limit, isDownward);
        return true;
    }

    /// <param name="index">What the scan calls the place of the value that a turn takes in.</param>
    /// <param name="sees">The assignment sees the value of its own turn.</param>
    /// <returns>What the scan is in the assignment.</returns>
    public BoundExpression Add(Scan scan, VariableSymbol index, BoundExpression? condition, bool sees, Location location)
    {
        var leaves = scan.Variable.Leaves.ToList();
        _before.AddRange(leaves.Zip(scan.Start, (leaf, start) => new BoundDeclaration(leaf, start, location)));
        _turn.Add(new BoundDeclaration(index, new BoundVariable(Limit!, location), location));
        var seen = sees ? leaves : leaves.ConvertAll(leaf => new VariableSymbol(leaf.Name, leaf.Type, VariableKind.Let, location));
        if (!sees)
            _turn.AddRange(leaves.Zip(seen, (leaf, copy) => new BoundDeclaration(copy, new BoundVariable(leaf, location), location)));
        List<BoundStatement> update = [];
        var next = RecordBinder.Hold(scan.Next, update);
        update.AddRange(leaves.Zip(next, (leaf, value) => new BoundAssignment(leaf, value, location)));
        if (condition is null) _turn.AddRange(update);
        else _turn.Add(new BoundIf(condition, new([.. update], location), null, location));
        ImmutableArray<BoundExpression> values = [.. seen.Select(leaf => new BoundVariable(leaf, location))];
        return scan.Variable.Type is RecordType record ? new BoundRecord(record, values, location) : values[0];
    }

    /// <summary>What happens in a turn: the scans take in its values, and then the assignment is made.</summary>
    public BoundStatement Turn(BoundStatement assignment) =>
        Limit is null ? assignment : new BoundBlock([.. _turn, assignment], assignment.Location);

    /// <summary>The loop along the index of the scans.</summary>
    public BoundBlock Loop(BoundExpression extent, BoundBlock body)
    {
        var (location, zero, one) = (body.Location, Number(0, body.Location), Number(1, body.Location));
        if (!_isDownward)
            return new([.. _before, new BoundFor(Limit!, zero, extent, one, LoopKind.Reassociate, body, location)], location);
        var last = new BoundBinary(BinaryOperator.Subtract, extent, one, extent.Type, location);
        var loop = new DownwardLoop(Limit!, last, Number(-1, location), Number(-1, location), location);
        return new([.. _before, loop.AsUpward(LoopKind.Reassociate, body)], location);
    }

    private static BoundLiteral Number(int value, Location location) => new(Constant.Index(value), location);
}
