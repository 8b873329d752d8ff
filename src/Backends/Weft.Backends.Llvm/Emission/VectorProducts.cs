using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Reductions and products of vectors. All but the plain reduction are sums over slices: one shuffle brings the operands of a
/// step together, one instruction joins them to what there is.</summary>
internal static class VectorProducts
{
    // The instruction that joins two values, or with '@' the intrinsic; and the intrinsic that reduces one vector.
    private static readonly Dictionary<CombiningKind, (string Integer, string Float, string Reduction)> Kinds = new()
    {
        [CombiningKind.Add] = ("add", "fadd", "add"),
        [CombiningKind.Mul] = ("mul", "fmul", "mul"),
        [CombiningKind.And] = ("and", "", "and"),
        [CombiningKind.Or] = ("or", "", "or"),
        [CombiningKind.Xor] = ("xor", "", "xor"),
        [CombiningKind.MinUI] = ("@umin", "", "umin"),
        [CombiningKind.MinSI] = ("@smin", "", "smin"),
        [CombiningKind.MaxUI] = ("@umax", "", "umax"),
        [CombiningKind.MaxSI] = ("@smax", "", "smax"),
        [CombiningKind.MinNumF] = ("", "@minnum", "fmin"),
        [CombiningKind.MaxNumF] = ("", "@maxnum", "fmax"),
        [CombiningKind.MinimumF] = ("", "@minimum", "fminimum"),
        [CombiningKind.MaximumF] = ("", "@maximum", "fmaximum"),
    };

    /// <summary>Joins two values of one type, which may be vectors.</summary>
    public static string Combine(FunctionEmitter to, CombiningKind kind, IrType type, string flags, string a, string b)
    {
        var isFloat = TypeRules.ElementOf(type) is FloatType;
        var (name, text) = (isFloat ? Kinds[kind].Float : Kinds[kind].Integer, LlvmTypes.Register(type)!);
        if (name[0] != '@') return to.Assign($"{name} {(isFloat ? flags : "")}{text} {a}, {b}");
        var callee = $"llvm.{name[1..]}.{LlvmTypes.Suffix(type)}";
        to.Module.Declare(callee, $"{text} @{callee}({text}, {text})");
        return to.Assign($"call {(isFloat ? flags : "")}{text} @{callee}({text} {a}, {text} {b})");
    }

    public static void Reduction(FunctionEmitter to, Operation op)
    {
        var reduction = (VectorReductionOp)op;
        var (element, vector) = (to.TypeOf(reduction.Dest, op), to.TypeOf(reduction.Vector, op));
        var (isFloat, flags) = (reduction.Dest.Type is FloatType, Instructions.Flags(op));
        var suffix = LlvmTypes.Suffix(reduction.Vector.Type);
        var accumulator = reduction.Acc is { } acc ? to[acc] : null;
        var lanes = MaskInstructions.Reduced(to, op, reduction.Kind, reduction.Vector);
        if (reduction.Kind is CombiningKind.Add or CombiningKind.Mul && reduction.Dest.Type is FloatType format)
        {
            // In order, unless the flags allow another; begins with the accumulator, or with what changes nothing.
            var name = $"llvm.vector.reduce.f{Kinds[reduction.Kind].Reduction}.{suffix}";
            to.Module.Declare(name, $"{element} @{name}({element}, {vector})");
            var start = accumulator ?? LlvmTypes.Constant(FloatAttr.Of(reduction.Kind == CombiningKind.Add ? -0.0 : 1.0, format));
            to.Bind(reduction.Dest, to.Assign($"call {flags}{element} @{name}({element} {start}, {vector} {lanes})"));
            return;
        }

        var callee = $"llvm.vector.reduce.{Kinds[reduction.Kind].Reduction}.{suffix}";
        to.Module.Declare(callee, $"{element} @{callee}({vector})");
        var value = to.Assign($"call {(isFloat ? flags : "")}{element} @{callee}({vector} {lanes})");
        to.Bind(reduction.Dest, accumulator is null ? value : Combine(to, reduction.Kind, reduction.Dest.Type, flags, value, accumulator));
    }

    public static void MultiReduction(FunctionEmitter to, Operation op)
    {
        var reduction = (MultiReductionOp)op;
        var source = Lanes.Of(reduction.Source.Type);
        var reduced = reduction.ReductionDims.Int64s.ToHashSet();
        var kept = Enumerable.Range(0, source.Rank).Where(d => !reduced.Contains(d)).ToArray();
        var outer = new Lanes([.. kept.Select(d => source.Shape[d])]);
        var inner = new Lanes([.. reduced.Order().Select(d => source.Shape[(int)d])]);
        var folded = reduced.Order().Select(d => (int)d).ToArray();
        var (vector, sum) = (Flatten(reduction.Dest.Type), FlatVector.Of(to, op, reduction.Acc));
        foreach (var r in inner.Positions)
        {
            var slice = FlatVector.Shuffle(
                to, op, reduction.Source, source.From(outer, p => Merge(source.Rank, kept, p, folded, r)));
            var joined = Combine(to, reduction.Kind, vector, "", sum, slice);
            sum = MaskInstructions.Kept(to, op, LlvmTypes.Register(vector)!, joined, sum, mask =>
                mask.From(outer, p => Merge(source.Rank, kept, p, folded, r)));
        }

        Bind(to, reduction.Dest, sum);
    }

    public static void Contract(FunctionEmitter to, Operation op)
    {
        var contract = (ContractOp)op;
        var maps = contract.IndexingMaps.Elements.Select(m => ((AffineMapAttr)m).Map).ToArray();
        var (lhs, rhs, result) = (Lanes.Of(contract.Lhs.Type), Lanes.Of(contract.Rhs.Type), Lanes.Of(contract.Result.Type));
        var extents = new long[maps[0].DimCount];
        foreach (var (map, lanes) in new[] { (maps[0], lhs), (maps[1], rhs) })
            for (var i = 0; i < map.Results.Count; i++) extents[Dimension(map, i)] = lanes.Shape[i];
        var parallel = Enumerable.Range(0, maps[2].Results.Count).Select(i => Dimension(maps[2], i)).ToArray();
        var reduced = Enumerable.Range(0, extents.Length).Except(parallel).ToArray();
        var (vector, sum) = (Flatten(contract.Result.Type), FlatVector.Of(to, op, contract.Acc));
        foreach (var r in new Lanes([.. reduced.Select(d => extents[d])]).Positions)
        {
            string Slice(Value value, Lanes lanes, AffineMap map) =>
                FlatVector.Shuffle(to, op, value, lanes.From(result, p =>
                {
                    var point = Merge(extents.Length, parallel, p, reduced, r);
                    return [.. Enumerable.Range(0, map.Results.Count).Select(i => point[Dimension(map, i)])];
                }));
            var product = Multiply(to, op, contract.Lhs.Type, vector, Slice(contract.Lhs, lhs, maps[0]), Slice(contract.Rhs, rhs, maps[1]));
            var joined = Combine(to, contract.Kind, vector, "", sum, product);
            sum = MaskInstructions.Kept(to, op, LlvmTypes.Register(vector)!, joined, sum, mask =>
                mask.From(result, p => Merge(extents.Length, parallel, p, reduced, r)));
        }

        Bind(to, contract.Result, sum);
    }

    public static void OuterProduct(FunctionEmitter to, Operation op)
    {
        var outer = (OuterProductOp)op;
        var (lhs, result) = (Lanes.Of(outer.Lhs.Type), Lanes.Of(outer.Result.Type));
        var rhs = Lanes.Of(outer.Rhs.Type);
        var vector = Flatten(outer.Result.Type);
        var a = FlatVector.Shuffle(to, op, outer.Lhs, lhs.From(result, p => [p[0]]));
        var b = FlatVector.Shuffle(to, op, outer.Rhs, rhs.From(result, p => rhs.Rank == 0 ? [] : [p[1]]));
        var product = Multiply(to, op, outer.Lhs.Type, vector, a, b);
        if (outer.Acc is { } acc)
        {
            var joined = Combine(to, outer.Kind, vector, "", to[acc], product);
            product = MaskInstructions.Kept(to, op, LlvmTypes.Register(vector)!, joined, to[acc], mask => mask.From(result, p => p));
        }

        Bind(to, outer.Result, product);
    }

    // The matrices lie column by column.
    public static void MatrixMultiply(FunctionEmitter to, Operation op)
    {
        var product = (MatrixMultiplyOp)op;
        var (rows, depth, columns) = (product.LhsRows, product.LhsColumns, product.RhsColumns);
        var result = new Lanes([columns, rows]);
        var vector = Flatten(product.Res.Type);
        string? sum = null;
        for (var k = 0; k < depth; k++)
        {
            var a = FlatVector.Shuffle(to, op, product.Lhs, [.. result.Positions.Select(p => (int)((k * rows) + p[1]))]);
            var b = FlatVector.Shuffle(to, op, product.Rhs, [.. result.Positions.Select(p => (int)((p[0] * depth) + k))]);
            var term = Multiply(to, op, product.Lhs.Type, vector, a, b);
            sum = sum is null ? term : Combine(to, CombiningKind.Add, vector, "", sum, term);
        }

        to.Bind(product.Res, sum!);
    }

    public static void Scan(FunctionEmitter to, Operation op)
    {
        var scan = (ScanOp)op;
        var source = Lanes.Of(scan.Source.Type);
        var along = (int)scan.ReductionDim;
        var slice = Lanes.Of(scan.InitialValue.Type);
        var (type, vector, element) = (to.TypeOf(scan.Dest, op), Flatten(scan.InitialValue.Type), TypeRules.ElementOf(scan.Dest.Type));
        var isInclusive = !scan.Inclusive.IsZero;
        var (sum, result) = (isInclusive ? Slice(0) : to[scan.InitialValue], "poison");
        for (var i = 0; i < source.Shape[along]; i++)
        {
            if (i > 0) sum = Combine(to, scan.Kind, vector, "", sum, Slice(isInclusive ? i : i - 1));
            foreach (var p in slice.Positions)
            {
                var value = to.Assign($"extractelement {LlvmTypes.Register(vector)} {sum}, i64 {slice[p]}");
                result = to.Assign($"insertelement {type} {result}, {LlvmTypes.Register(element)} {value}, i64 {source[At(p, i)]}");
            }
        }

        to.Bind(scan.Dest, result);
        to.Bind(scan.AccumulatedValue, sum);

        long[] At(long[] p, int i) => [.. p[..along], i, .. p[along..]];
        string Slice(int i) => FlatVector.Shuffle(to, op, scan.Source, source.From(slice, p => At(p, i)));
    }

    public static void MultiplyAdd(FunctionEmitter to, Operation op)
    {
        var type = to.TypeOf(op.Results[0], op);
        var callee = $"llvm.fma.{LlvmTypes.Suffix(op.Results[0].Type)}";
        to.Module.Declare(callee, $"{type} @{callee}({type}, {type}, {type})");
        to.Bind(op.Results[0], to.Assign($"call {type} @{callee}({string.Join(", ", op.Operands.Select(o => $"{type} {to[o]}"))})"));
    }

    // Factors of a narrower type than the sum are widened first.
    private static string Multiply(FunctionEmitter to, Operation op, IrType factors, IrType sum, string a, string b)
    {
        var (from, into) = (TypeRules.ElementOf(factors), TypeRules.ElementOf(sum));
        if (from != into)
        {
            var narrow = LlvmTypes.Register(TypeRules.WithElement(sum, from)) ?? throw EmissionException.Unsupported(op, $"type '{from}'");
            var extend = into is FloatType ? "fpext" : "sext";
            a = to.Assign($"{extend} {narrow} {a} to {LlvmTypes.Register(sum)}");
            b = to.Assign($"{extend} {narrow} {b} to {LlvmTypes.Register(sum)}");
        }

        return Combine(to, CombiningKind.Mul, sum, "", a, b);
    }

    // The flat vector in which a result is computed; a scalar is one lane.
    private static VectorType Flatten(IrType type) => new([Lanes.Of(type).Count], TypeRules.ElementOf(type));

    private static void Bind(FunctionEmitter to, OpResult result, string vector) => to.Bind(
        result, result.Type is VectorType ? vector : to.Assign($"extractelement <1 x {LlvmTypes.Register(result.Type)}> {vector}, i64 0"));

    private static int Dimension(AffineMap map, int result) => ((AffineDim)map.Results[result]).Position;

    private static long[] Merge(int rank, int[] first, long[] a, int[] second, long[] b)
    {
        var position = new long[rank];
        for (var i = 0; i < first.Length; i++) position[first[i]] = a[i];
        for (var i = 0; i < second.Length; i++) position[second[i]] = b[i];
        return position;
    }
}
