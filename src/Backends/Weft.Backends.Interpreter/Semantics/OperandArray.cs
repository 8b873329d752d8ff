using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>An operand of an operation on whole arrays: memory, a tensor, or a scalar, which has one element and no dimensions.</summary>
internal abstract class OperandArray(Frame frame, Operation op, int operand)
{
    public abstract ImmutableArray<long> Shape { get; }

    /// <summary>What the array is to other operations once it is written.</summary>
    public abstract RuntimeValue Value { get; }

    /// <param name="isWritten">Tensors do not change: what is written goes into a copy.</param>
    public static OperandArray Of(Frame frame, int slot, Operation op, int operand, bool isWritten) => frame[slot].Reference switch
    {
        MemRef { Storage.IsFreed: true } =>
            throw frame.Fault(FaultKind.UseAfterFree, op.Location, KernelAttributes.SubjectOf(op.Operands[operand])),
        MemRef memory => new Memory(frame, op, operand, memory),
        // What is no tensor is one element, also when that is several numbers.
        Elements elements when op.Operands[operand].Type is RankedTensorType => isWritten
            ? new NewTensor(frame, op, operand, ElementBuffer.Of(elements)) : new Tensor(frame, op, operand, elements),
        _ => new Scalar(frame, op, operand, frame[slot]),
    };

    public RuntimeValue Load(ReadOnlySpan<long> index) => LoadAt(Checked(index));

    public void Store(ReadOnlySpan<long> index, RuntimeValue value) => StoreAt(Checked(index), value);

    protected abstract RuntimeValue LoadAt(ReadOnlySpan<long> index);

    protected abstract void StoreAt(ReadOnlySpan<long> index, RuntimeValue value);

    private ReadOnlySpan<long> Checked(ReadOnlySpan<long> index)
    {
        for (var d = 0; d < index.Length; d++)
            if ((ulong)index[d] >= (ulong)Shape[d])
                throw frame.Fault(
                    FaultKind.IndexOutOfRange, op.Location, $"{op.Name}, operand {operand}", index[d], Shape[d]);
        return index;
    }

    private sealed class Memory(Frame frame, Operation op, int operand, MemRef memory) : OperandArray(frame, op, operand)
    {
        public override ImmutableArray<long> Shape => memory.Shape;

        public override RuntimeValue Value => new(memory);

        protected override RuntimeValue LoadAt(ReadOnlySpan<long> index) => memory[index];

        protected override void StoreAt(ReadOnlySpan<long> index, RuntimeValue value) => memory[index] = value;
    }

    private sealed class Tensor(Frame frame, Operation op, int operand, Elements elements) : OperandArray(frame, op, operand)
    {
        public override ImmutableArray<long> Shape => elements.Shape;

        public override RuntimeValue Value => new(elements);

        protected override RuntimeValue LoadAt(ReadOnlySpan<long> index) => elements[(int)Layout.Number(Shape, index)];

        protected override void StoreAt(ReadOnlySpan<long> index, RuntimeValue value) =>
            throw new InvalidOperationException("an input is no destination");
    }

    private sealed class NewTensor(Frame frame, Operation op, int operand, ElementBuffer elements) : OperandArray(frame, op, operand)
    {
        public override ImmutableArray<long> Shape => elements.Shape;

        public override RuntimeValue Value => elements.ToValue();

        protected override RuntimeValue LoadAt(ReadOnlySpan<long> index) => elements[Layout.Number(Shape, index)];

        protected override void StoreAt(ReadOnlySpan<long> index, RuntimeValue value) => elements[Layout.Number(Shape, index)] = value;
    }

    private sealed class Scalar(Frame frame, Operation op, int operand, RuntimeValue value) : OperandArray(frame, op, operand)
    {
        public override ImmutableArray<long> Shape => [];

        public override RuntimeValue Value => value;

        protected override RuntimeValue LoadAt(ReadOnlySpan<long> index) => value;

        protected override void StoreAt(ReadOnlySpan<long> index, RuntimeValue stored) =>
            throw new InvalidOperationException("a scalar is no destination");
    }
}
