using Weft.IR;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What the threads of a warp or block compute together.</summary>
internal sealed class WarpOperations(FunctionBuilder function, Conversions conversions)
{
    private const int WarpSize = 32;

    public static GpuShuffleMode? ShuffleMode(string method) => method switch
    {
        "ShuffleXor" => GpuShuffleMode.Xor,
        "ShuffleUp" => GpuShuffleMode.Up,
        "ShuffleDown" => GpuShuffleMode.Down,
        "ShuffleIdx" => GpuShuffleMode.Idx,
        _ => null,
    };

    /// <summary>The value of another lane; the own one where there is no such lane.</summary>
    public Value Shuffle(GpuShuffleMode mode, Value value, Value lane, ScalarType type)
    {
        var wide = Widen(value, type);
        var low = function.Add(new AndIOp(lane, function.Integer(WarpSize - 1, IntegerType.I32)));
        var shuffle = function.Insert(new GpuShuffleOp(mode, wide, low, function.Integer(WarpSize, IntegerType.I32)));
        var result = function.Add(new SelectOp(shuffle.Valid, shuffle.ShuffleResult, wide));
        return Narrow(result, value.Type);
    }

    /// <summary>The value of a reduction; null when the method is none.</summary>
    public Value? Reduce(string method, Value value, ScalarType type)
    {
        AllReduceOperation? operation = method switch
        {
            "WarpSum" or "BlockSum" => AllReduceOperation.Add,
            "WarpMin" or "BlockMin" =>
                type.IsFloat ? AllReduceOperation.MinimumF : type.IsSigned ? AllReduceOperation.MinSI : AllReduceOperation.MinUI,
            "WarpMax" or "BlockMax" =>
                type.IsFloat ? AllReduceOperation.MaximumF : type.IsSigned ? AllReduceOperation.MaxSI : AllReduceOperation.MaxUI,
            _ => null,
        };
        if (operation is not { } named) return null;
        if (type.Ir is IndexType)
            return conversions.Convert(
                Reduce(method, conversions.Convert(value, type, ScalarType.Int64), ScalarType.Int64)!, ScalarType.Int64, type);
        return method.StartsWith("Warp", System.StringComparison.Ordinal) ? OfWarp(named, value)
            : function.Add(new AllReduceOp(value, named, uniform: false));
    }

    public Value Any(Value value) => IsNot(OfWarp(AllReduceOperation.Or, function.Add(new ExtUIOp(value, IntegerType.I32))), 0);

    public Value All(Value value) => IsNot(OfWarp(AllReduceOperation.And, function.Add(new ExtUIOp(value, IntegerType.I32))), 0);

    public Value Ballot(Value value)
    {
        var lane = function.Add(new IndexCastOp(function.Add(new LaneIdOp()), IntegerType.I32));
        return OfWarp(AllReduceOperation.Or, function.Add(new ShLIOp(function.Add(new ExtUIOp(value, IntegerType.I32)), lane)));
    }

    private Value OfWarp(AllReduceOperation operation, Value value) => function.Add(new SubgroupReduceOp(operation, value, uniform: false));

    private Value IsNot(Value value, int constant) =>
        function.Add(new CmpIOp(CmpIPredicate.Ne, value, function.Integer(constant, value.Type)));

    // Shuffles move 32 or 64 bits.
    private Value Widen(Value value, ScalarType type) => value.Type switch
    {
        IndexType => function.Add(new IndexCastOp(value, IntegerType.I64)),
        FloatType { Width: < 32 } => Widen(function.Add(new BitcastOp(value, IntegerType.I16)), type),
        IntegerType { Width: < 32 } => function.Add(new ExtUIOp(value, IntegerType.I32)),
        _ => value,
    };

    private Value Narrow(Value value, IrType type) => type switch
    {
        IndexType => function.Add(new IndexCastOp(value, type)),
        FloatType { Width: < 32 } => function.Add(new BitcastOp(Narrow(value, IntegerType.I16), type)),
        IntegerType { Width: < 32 } => function.Add(new TruncIOp(value, type)),
        _ => value,
    };
}
