using Weft.IR;

namespace Weft.Passes;

/// <summary>Puts operations on buffers in the place of those on tensors, and remembers which buffer a tensor became.</summary>
internal sealed class Buffers(InPlaceAnalysis analysis, ConstantBuffers constants, FunctionBoundary boundary, DiagnosticBag diagnostics)
{
    private readonly Dictionary<Value, Value> _buffers = [];
    private readonly List<Operation> _replaced = [];
    private readonly List<BlockArgument> _arguments = [];

    public InPlaceAnalysis Analysis => analysis;

    public ConstantBuffers Constants => constants;

    public FunctionBoundary Boundary => boundary;

    /// <summary>The buffer of a tensor, to be looked at.</summary>
    public Value this[Value tensor]
    {
        get => _buffers[tensor];
        set => _buffers[tensor] = value;
    }

    /// <summary>Whether it is known which buffer a tensor became.</summary>
    public bool Has(Value tensor) => _buffers.ContainsKey(tensor);

    public static Action<Operation, Buffers> Rule<TOp>(Action<TOp, Buffers> rewrite) where TOp : Operation =>
        (op, buffers) => rewrite((TOp)op, buffers);

    /// <summary>The type of the buffer that a tensor gets when nothing else is known: dense and row-major.</summary>
    public static ShapedType Dense(IrType tensor) => tensor switch
    {
        RankedTensorType ranked => new MemRefType(ranked.Extents, ranked.Element),
        _ => new UnrankedMemRefType(((ShapedType)tensor).Element),
    };

    /// <summary>The type that every buffer of a tensor can be cast to: strides and offset are open.</summary>
    public static ShapedType Open(IrType tensor) => tensor is RankedTensorType { Rank: > 0 } ranked
        ? new MemRefType(
            ranked.Extents, ranked.Element, new StridedLayoutAttr(ShapedType.Dynamic, ranked.Extents.Select(_ => ShapedType.Dynamic)))
        : tensor is RankedTensorType scalar
            ? new MemRefType(scalar.Extents, scalar.Element, new StridedLayoutAttr(ShapedType.Dynamic, []))
            : Dense(tensor);

    public bool Failed => diagnostics.HasErrors;

    public void Fail(Operation op, string why) => op.Error(diagnostics, why);

    public void Report(Diagnostic diagnostic) => diagnostics.Add(diagnostic);

    /// <summary>Handles all operations of a block, in order.</summary>
    public void Process(Block block)
    {
        foreach (var op in block.Ops.ToList()) Process(op);
    }

    /// <summary>Handles the operations of a block but for the last, which whoever the block belongs to rewrites.</summary>
    public void ProcessAllButEnd(Block block)
    {
        foreach (var op in block.Ops.Where(op => op != block.Last).ToList()) Process(op);
    }

    /// <summary>Handles an operation and what is in it.</summary>
    public void Process(Operation op)
    {
        if (Failed) return;
        if (!HasTensors(op))
        {
            foreach (var region in op.Regions) BlockBuffers.Process(region, this);
        }
        else if (BufferRules.Of(op) is { } rule)
        {
            Replaced(op);
            rule.Rewrite(op, this);
            foreach (var use in op.OperandSlots.ToArray())
                if (BufferRules.IsTensor(use.Value.Type) && !analysis.IsInPlace(use) && InPlaceAnalysis.OnlyShownBy(use) is { } shown)
                    this[shown] = Own(use, this[shown]);
        }
        else
        {
            Fail(op, "was not bufferized");
        }
    }

    /// <summary>Remembers that others have taken an operation's place.</summary>
    public void Replaced(Operation op) => _replaced.Add(op);

    /// <summary>Remembers which values have taken the place of others: buffers that of tensors.</summary>
    public void Pass(IReadOnlyList<Value> originals, IReadOnlyList<Value> values)
    {
        for (var i = 0; i < originals.Count; i++)
            if (BufferRules.IsTensor(originals[i].Type)) this[originals[i]] = values[i];
            else originals[i].ReplaceAllUsesWith(values[i]);
    }

    /// <summary>Remembers block arguments that others have taken the place of.</summary>
    public void EraseLater(IEnumerable<BlockArgument> arguments) => _arguments.AddRange(arguments);

    /// <summary>Erases what was replaced, and buffers that were there to be written by operations which have others now.</summary>
    public void Finish()
    {
        foreach (var empty in _replaced.OfType<EmptyOp>())
            if (this[empty.Result] is { HasUses: false, Def: { } unused }) unused.Erase();
        for (var i = _replaced.Count - 1; i >= 0; i--) _replaced[i].Erase();
        foreach (var argument in _arguments) argument.Owner.EraseArgument(argument.Index);
    }

    /// <summary>The buffer that an operation may use as an operand: the tensor's own, or a copy.</summary>
    public Value For(OpOperand use)
    {
        var buffer = this[use.Value];
        return analysis.IsInPlace(use) || InPlaceAnalysis.OnlyShownBy(use) is not null ? buffer : Own(use, buffer);
    }

    /// <summary>All operands, tensors as buffers.</summary>
    public Value[] OperandsOf(Operation op) =>
        [.. op.OperandSlots.ToArray().Select(use => BufferRules.IsTensor(use.Value.Type) ? For(use) : use.Value)];

    public static Value Copy(Builder builder, Value buffer)
    {
        var copy = NewLike(builder, buffer);
        builder.Insert(new CopyOp(buffer, copy));
        return copy;
    }

    /// <summary>A new buffer of the same shape.</summary>
    public static Value NewLike(Builder builder, Value buffer)
    {
        var type = (MemRefType)buffer.Type;
        var sizes = new List<Value>();
        for (var d = 0; d < type.Rank; d++)
            if (type.Shape[d] == ShapedType.Dynamic) sizes.Add(DimOp.Of(builder, buffer, d));
        return New(builder, type with { Layout = null }, sizes);
    }

    public static Value New(Builder builder, MemRefType type, IReadOnlyList<Value> sizes) =>
        builder.Add(new AllocOp(sizes, [], type, 64));

    /// <summary>A buffer as one of another type, which is known to fit.</summary>
    public static Value As(Builder builder, Value buffer, IrType type) =>
        buffer.Type == type ? buffer : builder.Add(new MemRefCastOp(buffer, type));

    /// <summary>A buffer as one of another type: copied where it must be, or where the types allow nothing else.</summary>
    public static Value Fitting(Builder builder, Value buffer, IrType type, bool isCopied) => As(
        builder, isCopied || (type is MemRefType { HasIdentityLayout: true } && buffer.Type is MemRefType { HasIdentityLayout: false })
            ? Copy(builder, buffer) : buffer, type);

    // A buffer that only the operation of an operand has: a copy, unless nobody looks at what that holds.
    private Value Own(OpOperand use, Value buffer)
    {
        if (buffer.Type is not MemRefType)
        {
            Fail(use.Owner, "not bufferizable under the given constraints: cannot avoid RaW conflict");
            return buffer;
        }

        return InPlaceAnalysis.CopyHasReaders(use) ? Copy(Builder.At(use.Owner), buffer) : NewLike(Builder.At(use.Owner), buffer);
    }

    private static bool HasTensors(Operation op) =>
        op.Operands.Types.Any(BufferRules.IsTensor) || op.ResultList.Any(r => BufferRules.IsTensor(r.Type));
}
