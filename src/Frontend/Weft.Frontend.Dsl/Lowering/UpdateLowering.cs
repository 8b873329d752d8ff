using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Updates of elements to which several turns of a parallel loop may come at the same time.</summary>
internal sealed class UpdateLowering(LoweringState state, ExpressionLowering expressions)
{
    public void Emit(BoundStore store)
    {
        var update = ElementUpdate.Of(store) ?? throw new ArgumentException("this store is no update", nameof(store));
        var subscripts = store.Subscripts.Select(expressions.Emit).ToList();
        var operand = expressions.Emit(update.Operand);
        state.Builder.Location = store.Location;
        if (update.Join == UpdateJoin.Subtract) operand = Negated(operand, store.Array.Element);
        if (KindOf(update.Join, store.Array.Element) is { } kind)
            state.Insert(new AtomicRmwOp(kind, operand, state[store.Array], subscripts));
        else
            ExclusiveOr(operand, state[store.Array], subscripts);
    }

    // No kind of memref.atomic_rmw is an exclusive or.
    private void ExclusiveOr(Value operand, Value array, List<Value> subscripts)
    {
        var op = state.Insert(new GenericAtomicRmwOp(array, subscripts));
        var body = op.AtomicBody.AddBlock(operand.Type);
        state.Inside(body, () => state.Insert(new AtomicYieldOp(state.Add(new XOrIOp(body.Arguments[0], operand)))));
    }

    // a - x is a + -x, also where integers wrap.
    private Value Negated(Value value, ElementType element) =>
        state.Add(element.IsFloat ? new NegFOp(value) : new SubIOp(state.Add(TypeLowering.Zero(element)), value));

    private static AtomicRmwKind? KindOf(UpdateJoin join, ElementType element) => join switch
    {
        UpdateJoin.Add or UpdateJoin.Subtract => element.IsFloat ? AtomicRmwKind.AddF : AtomicRmwKind.AddI,
        UpdateJoin.Multiply => element.IsFloat ? AtomicRmwKind.MulF : AtomicRmwKind.MulI,
        UpdateJoin.Min => element.IsFloat ? AtomicRmwKind.MinimumF : element.IsSigned ? AtomicRmwKind.MinS : AtomicRmwKind.MinU,
        UpdateJoin.Max => element.IsFloat ? AtomicRmwKind.MaximumF : element.IsSigned ? AtomicRmwKind.MaxS : AtomicRmwKind.MaxU,
        UpdateJoin.And => AtomicRmwKind.AndI,
        UpdateJoin.Or => AtomicRmwKind.OrI,
        _ => null,
    };
}
