using Weft.IR;

namespace Weft.Passes;

/// <summary>Copies in the background become loops that have copied when they end, so that nothing is left to wait for.</summary>
[Pass("lower-dma", "Turns memref.dma_start into a loop that copies, element by element.")]
public sealed record LowerDma : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var start in root.Walk().OfType<DmaStartOp>().ToList()) Copy(start);
        foreach (var wait in root.Walk().OfType<DmaWaitOp>().ToList()) wait.Erase();
    }

    // for i < n: target[i] = source[i / k * stride + i % k], where the memory in space 0 is the one with the stride
    private static void Copy(DmaStartOp op)
    {
        var builder = Builder.At(op);
        var (source, target) = (new Row(builder, op.Source, op.SourceIndices), new Row(builder, op.Target, op.TargetIndices));
        var loop = builder.Insert(ForOp.WithBody(builder.Add(ConstantOp.Index(0)), op.NumElements, builder.Add(ConstantOp.Index(1)), []));
        builder = Builder.AtEnd(loop.Body.Entry, op.Location);
        Value together = loop.InductionVariable;
        var apart = together;
        if (op.StrideOperands.Count > 0)
        {
            var (stride, count) = (op.StrideOperands[0], op.StrideOperands[1]);
            var strides = builder.Add(new MulIOp(builder.Add(new DivSIOp(together, count)), stride));
            apart = builder.Add(new AddIOp(strides, builder.Add(new RemSIOp(together, count))));
        }

        var isSourceApart = ((MemRefType)op.Source.Type).MemorySpace is null or IntegerAttr { IsZero: true };
        var value = builder.Add(new LoadOp(op.Source, source.At(builder, isSourceApart ? apart : together)));
        builder.Insert(new StoreOp(value, op.Target, target.At(builder, isSourceApart ? together : apart)));
        builder.Insert(new YieldOp());
        op.Erase();
    }

    /// <summary>Elements of memory that follow one another row by row.</summary>
    private sealed class Row
    {
        private readonly Value[] _extents;
        private readonly Value? _first;

        public Row(Builder builder, Value memory, OperandRange start)
        {
            _extents = [.. start.Select((_, d) => builder.Add(new DimOp(memory, builder.Add(ConstantOp.Index(d)))))];
            for (var d = 0; d < start.Count; d++)
                _first = _first is null ? start[d] : builder.Add(new AddIOp(builder.Add(new MulIOp(_first, _extents[d])), start[d]));
        }

        /// <summary>The subscripts of an element; behind the end, the first of them is too large.</summary>
        public Value[] At(Builder builder, Value number)
        {
            if (_first is null) return [];
            var (subscripts, rest) = (new Value[_extents.Length], builder.Add(new AddIOp(_first, number)));
            for (var d = subscripts.Length - 1; d > 0; d--)
            {
                subscripts[d] = builder.Add(new RemSIOp(rest, _extents[d]));
                rest = builder.Add(new DivSIOp(rest, _extents[d]));
            }

            subscripts[0] = rest;
            return subscripts;
        }
    }
}
