using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class TensorTests
{
    [Fact]
    public void Sizes_do_not_wrap()
    {
        Assert.Null(Tensor.ByteSizeOf(ElementType.F64, [1L << 61]));
        Assert.Null(Tensor.ByteSizeOf(ElementType.U8, [1L << 62, 4]));
        Assert.Null(Tensor.ByteSizeOf(ElementType.U8, [-1, -1]));
        Assert.Null(Tensor.ByteSizeOf(ElementType.U8, [0, -1]));
        Assert.Equal(0, Tensor.ByteSizeOf(ElementType.F64, [1L << 62, 1L << 62, 0]));
        Assert.Equal(8, Tensor.ByteSizeOf(ElementType.F64, []));
        Assert.Equal(1L << 62, Tensor.ByteSizeOf(ElementType.F32, [1L << 60]));
    }

    [Fact]
    public void A_tensor_is_as_large_as_its_shape_says()
    {
        // 2^61 elements of 8 bytes are 2^64 bytes, which wraps to none.
        Assert.Throws<ArgumentException>(() => new Tensor(ElementType.F64, [1L << 61], Memory<byte>.Empty));
        Assert.Throws<ArgumentException>(() => new Tensor(ElementType.U8, [-1, -1], new byte[1]));
        Assert.Throws<OverflowException>(() => Tensor.Zeros(ElementType.F64, 1L << 61));
        Assert.Throws<OverflowException>(() => Tensor.CountOf([1L << 62, 4]));
        Assert.Equal(6, new Tensor(ElementType.I16, [2, 3], new byte[12]).Count);
        Assert.Equal(0, new Tensor(ElementType.F64, ImmutableArray.Create<long>(1L << 62, 0), Memory<byte>.Empty).Count);
    }
}
