using Weft.IR;

namespace Weft.Passes;

/// <summary>Gives nests the order of the elements that they change; see <see cref="ElementOrder"/>.</summary>
[Pass("order-elements", "Does all that is done to an element of an array at once, where nothing needs the order of the source.")]
public sealed record OrderElements : IPass
{
    public void Run(Operation root, PassContext context) => OutermostNests.Offer(root, nest =>
    {
        if (nest is not AffineForOp loop || ScheduledOrder.IsFixed(nest) || ElementOrder.Write(loop) is not { } ordered) return false;
        context.Remarks.Chosen("order-elements", nest, "ordered", ElementOrder.Meaning);
        ApartMemory.Require(nest, context.Remarks);
        ordered.MoveBefore(nest);
        nest.Erase();
        return true;
    });
}

/// <summary>
/// Loops whose turns each change many elements of one array get the order of its elements: all that is done to an element is done at once,
/// in the order that it had. <c>for k { for i { for j { a[i, j] -= a[i, k] * a[k, j] } } }</c> -> <c>for i { for j { for k { ... } } }</c>:
/// a factorisation that looks ahead of finished columns becomes one that looks back at them, and its sums are loops.
/// </summary>
internal sealed class ElementOrder
{
    /// <summary>In words.</summary>
    public const string Meaning = "each element gets at once all that turns of the outermost loop do to it";

    // Statements in the order in which they come to an element.
    private readonly IReadOnlyList<Part> _parts;

    // Of the loops over an element's subscripts.
    private readonly IReadOnlyList<Value> _element;

    // Of each statement, with these subscripts for its own.
    private readonly Dictionary<TreeStatement, ConstraintSystem> _turns;

    // What these loops say.
    private readonly List<AffineSum> _known = [];

    private ElementOrder(IReadOnlyList<Part> parts, IReadOnlyList<Value> element)
    {
        (_parts, _element) = (parts, element);
        _turns = parts.ToDictionary(part => part.Statement, part => part.Turns(element));
    }

    /// <summary>Writes a nest in this order before it; null where it is no such nest, has the order already, or an element would need what
    /// is made later. Different arrays are taken to be apart.</summary>
    public static AffineForOp? Write(AffineForOp root)
    {
        if (LoopTree.Of(root) is not { } tree || tree.Statements.Any(s => s.Store.Memref != tree.Statements[0].Store.Memref)) return null;
        var parts = tree.Statements.Select(Part.Of).OfType<Part>().ToList();
        if (parts.Count < tree.Statements.Count || parts.TrueForAll(part => part.Element[0] == root.InductionVariable)
            || TreeDependences.Of(tree) is not { } dependences) return null;
        // What comes to an element first, does so in all its turns.
        parts = [.. parts.OrderBy(part => parts.Count(other => Comes(other, part, dependences)))];
        var places = parts.Select((part, i) => (part.Statement, Place: i)).ToDictionary(p => p.Statement, p => p.Place);
        if (!dependences.All(d => IsKept(d, parts[places[d.Source]], parts[places[d.Target]], places[d.Source] <= places[d.Target])))
            return null;
        var builder = Builder.At(root);
        var loops = Loops(builder, parts[0].Element.Count);
        var order = new ElementOrder(parts, [.. loops.Select(loop => loop.InductionVariable)]);
        foreach (var loop in loops) order.SetBounds(loop);
        builder.MoveBefore(loops[^1].Body.Last!);
        foreach (var part in parts) order.Write(builder, part);
        return loops[0];
    }

    // Their bounds come later: they are sums of the counters around them.
    private static List<AffineForOp> Loops(Builder builder, int count)
    {
        var loops = new List<AffineForOp>();
        var none = AffineValueMap.Constant(0);
        for (var d = 0; d < count; d++)
        {
            var loop = builder.Insert(AffineForOp.WithBody(none, none, 1));
            loops.Add(loop);
            builder = Builder.AtEnd(loop.Body, loop.Location);
            builder.MoveBefore(builder.Insert(new AffineYieldOp([])));
        }

        return loops;
    }

    private static bool Comes(Part first, Part second, IReadOnlyList<TreeDependence> dependences) =>
        dependences.Any(d => d.First == first.Statement.Store && d.Second == second.Statement.Store && first != second);

    // The target's element is a later one, or the same, and its statement comes later or again.
    private static bool IsKept(TreeDependence dependence, Part source, Part target, bool isInOrder)
    {
        foreach (var (from, to) in source.Element.Zip(target.Element, (s, t) => (AffineSum.Of(s), AffineSum.Of(t))))
        {
            if (dependence.LeastStep(from, to) is not { } least || least < 0) return false;
            if (least > 0) return true;
            dependence = dependence.WhereSame(from, to);
            if (dependence.Pairs.IsEmpty()) return true;
        }

        return isInOrder;
    }

    // Of all parts together.
    private void SetBounds(AffineForOp loop)
    {
        var counter = loop.InductionVariable;
        var inner = _element.SkipWhile(other => other != counter).Skip(1).ToList();
        var limits = TreeScanner.Limits(
            counter, _turns, statement => inner.Concat(_parts.First(part => part.Statement == statement).Others));
        loop.LowerBound = TreeScanner.Bound(BoundKind.Lower, counter, limits).Normalized();
        loop.UpperBound = TreeScanner.Bound(BoundKind.Upper, counter, limits).Normalized();
        _known.AddRange(limits);
    }

    private void Write(Builder builder, Part part)
    {
        var (turns, copies) = (_turns[part.Statement], new IrMapping());
        for (var d = 0; d < _element.Count; d++) copies[part.Element[d]] = _element[d];
        // The rest is what its own loops say.
        var conditions = TreeScanner.SumsOf(turns).Where(sum => part.Others.All(other => sum[other] == 0));
        var doubtful = TreeScanner.Doubtful(conditions, _known);
        if (doubtful.Count > 0) builder.If(TreeScanner.SetOf(doubtful, new IrMapping()), () => WriteTurns(0));
        else WriteTurns(0);

        void WriteTurns(int depth)
        {
            if (depth == part.Others.Count)
            {
                part.Copy(builder, copies);
                return;
            }

            var other = part.Others[depth];
            var limits = TreeScanner.Limits(other, turns, part.Others.Skip(depth + 1));
            builder.Loop(Bound(BoundKind.Lower), Bound(BoundKind.Upper), 1, turn =>
            {
                copies[other] = turn;
                WriteTurns(depth + 1);
            });

            AffineValueMap Bound(BoundKind kind)
            {
                var bound = TreeScanner.Bound(kind, other, limits);
                return (bound with { Operands = bound.Operands.Select(v => part.Others.Contains(v) ? copies[v] : v) }).Normalized();
            }
        }
    }

    /// <summary>A statement, and the counters that name the element it changes.</summary>
    /// <param name="Others">Its other counters, outside in.</param>
    private sealed record Part(TreeStatement Statement, IReadOnlyList<Value> Element, IReadOnlyList<Value> Others)
    {
        /// <summary>A statement as one; null where subscripts are no counters.</summary>
        public static Part? Of(TreeStatement statement)
        {
            var subscripts = AffineSum.Of(statement.Store.ComposedMap)!;
            var element = subscripts.Where(sum => sum is { Offset: 0, Terms: [(_, 1)] }).Select(sum => sum.Terms[0].Value)
                .Where(statement.Counters.Contains).ToList();
            return statement.Around.Count > statement.Loops.Count || element.Count < subscripts.Count ? null
                : new(statement, element, [.. statement.Counters.Except(element)]);
        }

        /// <summary>Its turns, by other names for the subscripts.</summary>
        public ConstraintSystem Turns(IReadOnlyList<Value> element)
        {
            var (turns, own) = (TreeScanner.TurnsOf(Statement, []), Element.ToList());
            var names = turns.Values.Select(value => value is not null && own.IndexOf(value) is >= 0 and var d ? element[d] : value);
            var named = new ConstraintSystem(names.Take(turns.DimCount), names.Skip(turns.DimCount));
            named.Append(turns);
            // On a diagonal, two subscripts are one counter.
            for (var d = 0; d < own.Count; d++)
                if (own.IndexOf(own[d]) is var first && first < d)
                {
                    named.AppendDim(element[d]);
                    var row = named.NewRow();
                    (row[named.Find(element[d])], row[named.Find(element[first])]) = (1, -1);
                    named.AddEquality(row);
                }

            return named;
        }

        public void Copy(Builder builder, IrMapping copies)
        {
            foreach (var op in Statement.Loops[0].Walk().Where(Statement.Ops.Contains)) builder.Insert(copies.Clone(op));
        }
    }
}
