using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Backends;

/// <summary>
/// How elements of a type are kept: as one number, or as several that belong together, one behind the other: those of a vector, or both
/// parts of a complex number. Several numbers are the <see cref="Elements"/> of a value.
/// </summary>
internal sealed unsafe class ElementForm
{
    private ElementForm(ScalarFormat scalar, ImmutableArray<long> part)
    {
        (Scalar, Part) = (scalar, part);
        NumberCount = part.IsDefault ? 1 : checked((int)Layout.Volume(part));
        ByteSize = checked(NumberCount * scalar.ByteSize);
    }

    /// <summary>Of each number.</summary>
    public ScalarFormat Scalar { get; }

    /// <summary>The shape of an element of several numbers; default where it is one by itself.</summary>
    public ImmutableArray<long> Part { get; }

    public int NumberCount { get; }

    public int ByteSize { get; }

    public static ElementForm Of(IrType element, Location location) => element switch
    {
        VectorType vector => new(ScalarFormat.Of(vector.Element, location), vector.Shape.Span.ToImmutableArray()),
        ComplexType complex => new(ScalarFormat.Of(complex.Element, location), [2]),
        _ => new(ScalarFormat.Of(element, location), default),
    };

    public RuntimeValue Load(byte* at)
    {
        if (Part.IsDefault) return new(Scalar.Load(at));
        var numbers = new long[NumberCount];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Scalar.Load(at + (i * Scalar.ByteSize));
        return new(new Elements(Part, numbers));
    }

    public void Store(byte* at, RuntimeValue value)
    {
        if (Part.IsDefault)
        {
            Scalar.Store(at, value.Bits);
            return;
        }

        var numbers = value.AsElements.Bits;
        for (var i = 0; i < numbers.Length; i++) Scalar.Store(at + (i * Scalar.ByteSize), numbers[i]);
    }
}
