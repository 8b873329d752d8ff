using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Expressions, evaluated left to right.</summary>
internal sealed class ExpressionLowering(LoweringState state)
{
    /// <summary>Parts of arrays, in workflows.</summary>
    public SliceLowering Slices => field ??= new(state, this);

    /// <summary>Subscripts and bounds that are affine.</summary>
    public AffineLowering Affine => field ??= new(state, this);

    public Value Emit(BoundExpression expression)
    {
        var outer = state.Builder.Location;
        state.Builder.Location = expression.Location;
        var value = EmitCore(expression);
        state.Builder.Location = outer;
        return value;
    }

    private Value EmitCore(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundLiteral literal: return state.Add(TypeLowering.Constant(literal.Value));
            case BoundVariable variable: return state[variable.Variable];
            case BoundElement element: return state.Given(element) ?? Element(element);
            case BoundSlice slice: return Slices.Read(slice);
            case BoundExtent extent: return state.Extent(state[extent.Array], extent.Dimension);
            case BoundUnary unary: return ScalarLowering.Unary(state, unary.Operator, unary.Kind, Emit(unary.Operand));
            case BoundBinary binary: return Binary(binary);
            case BoundLogical logical: return Logical(logical);
            case BoundConditional choice: return Choice(choice.Condition, choice.WhenTrue, choice.WhenFalse, TypeLowering.Of(choice.Type));
            case BoundConversion conversion:
                return ScalarLowering.Convert(state, Emit(conversion.Operand), conversion.Operand.Kind, conversion.Target);
            case BoundMath math:
                var arguments = math.Arguments.Select(Emit).ToList();
                return MathLowering.Emit(state, math.Function, math.Arguments[^1].Kind, arguments);
            case BoundResult { Call: var call } result:
                return state.Once(call, () => [.. Call(call.Callee, [.. call.Arguments.Select(Emit)]).Results])[result.Position];
            case BoundFoldResult { Fold: var fold } result:
                return state.Once(fold, () => new FoldLowering(state, this).Emit(fold))[result.Position];
            case BoundReduction reduction: return new ReductionLowering(state, this).Emit(reduction);
            default: throw new ArgumentException($"'{expression.GetType().Name}' cannot be lowered", nameof(expression));
        }
    }

    public CallOp Call(FuncSymbol callee, IReadOnlyList<Value> arguments) =>
        state.Insert(new CallOp(SymbolRefAttr.Flat(callee.Name), arguments, [.. callee.Results.Select(kind => kind.IrType)]));

    private Value Element(BoundElement element)
    {
        if (state[element.Array] is var array && array.Type is not RankedTensorType && Affine.MapOf(element.Subscripts) is { } place)
        {
            state.Builder.Location = element.Location;
            return state.Add(new AffineLoadOp(array, place));
        }

        var subscripts = element.Subscripts.Select(Emit).ToList();
        state.Builder.Location = element.Location;
        return array.Type is RankedTensorType ? Slices.Element(element, array, subscripts) : state.Add(new LoadOp(array, subscripts));
    }

    private Value Binary(BoundBinary binary)
    {
        var (left, right) = (Emit(binary.Left), Emit(binary.Right));
        if (binary.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight)
            right = ScalarLowering.ShiftCount(state, right, binary.Right.Kind, binary.Left.Kind);
        return ScalarLowering.Binary(state, binary.Operator, binary.Left.Kind, left, right);
    }

    // a && b -> if a { b } else { false }; a || b -> if a { true } else { b }
    private Value Logical(BoundLogical logical)
    {
        var left = Emit(logical.Left);
        if (Effortless.Is(logical.Right, state))
        {
            var right = Emit(logical.Right);
            return state.Add(logical.IsOr ? new OrIOp(left, right) : new AndIOp(left, right));
        }

        return logical.IsOr
            ? Branch(left, () => state.Bool(true), () => Emit(logical.Right), IntegerType.I1)
            : Branch(left, () => Emit(logical.Right), () => state.Bool(false), IntegerType.I1);
    }

    private Value Choice(BoundExpression condition, BoundExpression whenTrue, BoundExpression whenFalse, IrType type)
    {
        var flag = Emit(condition);
        return Effortless.Is(whenTrue, state) && Effortless.Is(whenFalse, state)
            ? state.Add(new SelectOp(flag, Emit(whenTrue), Emit(whenFalse)))
            : Branch(flag, () => Emit(whenTrue), () => Emit(whenFalse), type);
    }

    private Value Branch(Value condition, Func<Value> then, Func<Value> otherwise, IrType type)
    {
        var op = state.Insert(new IfOp(condition, [type]));
        state.Inside(op.ThenRegion.AddBlock(), () => state.Insert(new YieldOp([then()])));
        state.Inside(op.ElseRegion.AddBlock(), () => state.Insert(new YieldOp([otherwise()])));
        return op.Results[0];
    }
}

/// <summary>Tells whether an expression may be evaluated though its value is not needed: nothing in it can fault or takes long.</summary>
internal sealed class Effortless(LoweringState state) : BoundWalker
{
    private bool _is = true;

    public static bool Is(BoundExpression expression, LoweringState state)
    {
        var walker = new Effortless(state);
        walker.Visit(expression);
        return walker._is;
    }

    public override void Visit(BoundExpression expression)
    {
        _is &= expression switch
        {
            BoundElement element => state.Given(element) is not null,
            BoundResult or BoundFoldResult or BoundReduction => false,
            BoundBinary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division => division.Kind.IsFloat,
            BoundMath math => math.Function
                is MathFunction.Abs or MathFunction.Min or MathFunction.Max
                or MathFunction.Clamp or MathFunction.Select or MathFunction.Sign,
            _ => true,
        };
        base.Visit(expression);
    }
}
